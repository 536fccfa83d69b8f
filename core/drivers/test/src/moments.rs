//! Trees of named moments in a guest's life: its snapshots, its checkpoints. What a moment holds is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A moment, as far as the tree needs to know it.
pub trait Moment: Clone {
    /// Its name.
    fn name(&self) -> &str;
    /// The name of the moment before it.
    fn parent(&self) -> Option<&str>;
    /// Sets the moment before it.
    fn set_parent(&mut self, parent: Option<String>);
}

/// Which moments of a tree are meant. The fields are independent of each other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice {
    /// Only those without a moment before them.
    pub roots: bool,
    /// Only those without a moment after them.
    pub leaves: bool,
    /// Only those with a moment after them.
    pub no_leaves: bool,
}

/// What else goes when a moment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing: what comes after it comes after the moment before it from then on.
    Itself,
    /// All that comes after it.
    WithDescendants,
    /// All that comes after it, but not itself.
    DescendantsOnly,
}

/// A tree of moments. Those that come later have names of their own and know the one before them.
#[derive(Clone, Debug)]
pub struct Moments<M> {
    entries: BTreeMap<String, Arc<M>>,
    current: Option<String>,
}

impl<M> Default for Moments<M> {
    fn default() -> Moments<M> {
        Moments { entries: BTreeMap::new(), current: None }
    }
}

impl<M: Moment> Moments<M> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The moment of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<M>> {
        self.entries.get(name)
    }

    /// The moment from which the guest goes on.
    pub fn current(&self) -> Option<&Arc<M>> {
        self.get(self.current.as_deref()?)
    }

    /// Lets the guest go on from this moment.
    pub fn set_current(&mut self, name: Option<&str>) {
        self.current = name.map(str::to_owned);
    }

    /// Adds a moment, or replaces the one of its name.
    pub fn insert(&mut self, moment: M) {
        self.entries.insert(moment.name().to_owned(), Arc::new(moment));
    }

    /// The chosen moments of the whole tree, each after the one before it.
    pub fn list(&self, choice: Choice) -> Vec<&Arc<M>> {
        let roots = self.entries.values().filter(|moment| self.is_root(moment));
        let mut found = Vec::new();
        for root in roots {
            found.push(root);
            if !choice.roots {
                self.descend(root.name(), &mut found);
            }
        }
        self.choose(found, choice)
    }

    /// The chosen moments after one: the next ones, or all.
    pub fn after(&self, name: &str, all: bool, choice: Choice) -> Vec<&Arc<M>> {
        let mut found = Vec::new();
        match all {
            true => self.descend(name, &mut found),
            false => found.extend(self.next(name)),
        }
        self.choose(found, choice)
    }

    /// Whether `name` is `other` or comes after it.
    pub fn is_after(&self, name: &str, other: &str) -> bool {
        let before = |moment: &&Arc<M>| moment.parent().and_then(|parent| self.get(parent));
        // No chain is longer than there are moments, whatever somebody redefined.
        let mut chain = std::iter::successors(self.get(name), before).take(self.len());
        name == other || chain.any(|moment| moment.name() == other)
    }

    /// Removes a moment, or what comes after it. The guest goes on from what is left before what it went on from.
    pub fn remove(&mut self, name: &str, extent: Extent) {
        let parent = self.get(name).and_then(|moment| moment.parent()).map(str::to_owned);
        let names = |moments: Vec<&Arc<M>>| moments.iter().map(|moment| moment.name().to_owned()).collect::<Vec<_>>();
        let mut gone = Vec::new();
        match extent {
            Extent::Itself => {
                for next in names(self.after(name, false, Choice::default())) {
                    if let Some(next) = self.entries.get_mut(&next) {
                        Arc::make_mut(next).set_parent(parent.clone());
                    }
                }
            }
            Extent::WithDescendants | Extent::DescendantsOnly => {
                gone = names(self.after(name, true, Choice::default()));
            }
        }
        let left = match extent {
            Extent::DescendantsOnly => Some(name.to_owned()),
            Extent::Itself | Extent::WithDescendants => {
                gone.push(name.to_owned());
                parent
            }
        };
        if self.current.as_ref().is_some_and(|current| gone.contains(current)) {
            self.current = left;
        }
        gone.iter().for_each(|name| drop(self.entries.remove(name)));
    }

    fn is_root(&self, moment: &M) -> bool {
        moment.parent().is_none_or(|parent| !self.entries.contains_key(parent))
    }

    fn next(&self, name: &str) -> impl Iterator<Item = &Arc<M>> {
        self.entries.values().filter(move |moment| moment.parent() == Some(name))
    }

    fn descend<'a>(&'a self, name: &str, found: &mut Vec<&'a Arc<M>>) {
        let mut waiting: Vec<&Arc<M>> = self.next(name).collect();
        while let Some(moment) = waiting.pop() {
            if found.len() > self.len() {
                return;
            }
            found.push(moment);
            waiting.extend(self.next(moment.name()));
        }
    }

    fn choose<'a>(&'a self, mut found: Vec<&'a Arc<M>>, choice: Choice) -> Vec<&'a Arc<M>> {
        // Both together are all, like neither.
        if choice.leaves != choice.no_leaves {
            found.retain(|moment| self.next(moment.name()).next().is_none() == choice.leaves);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Moment for (String, Option<String>) {
        fn name(&self) -> &str {
            &self.0
        }

        fn parent(&self) -> Option<&str> {
            self.1.as_deref()
        }

        fn set_parent(&mut self, parent: Option<String>) {
            self.1 = parent;
        }
    }

    type Tree = Moments<(String, Option<String>)>;

    /// `a` before `b` and `c`, `b` before `d`, and `e` alone; the guest goes on from `d`.
    fn tree() -> Tree {
        let mut tree = Tree::default();
        for (name, parent) in [("a", ""), ("b", "a"), ("c", "a"), ("d", "b"), ("e", "")] {
            tree.insert((name.to_owned(), Some(parent.to_owned()).filter(|parent| !parent.is_empty())));
        }
        tree.set_current(Some("d"));
        tree
    }

    fn names(moments: Vec<&Arc<(String, Option<String>)>>) -> String {
        let mut names: Vec<&str> = moments.iter().map(|moment| moment.name()).collect();
        names.sort_unstable();
        names.concat()
    }

    #[test]
    fn moments_are_chosen_by_their_place() {
        let tree = tree();
        let check = |roots, leaves, no_leaves, expected| {
            assert_eq!(names(tree.list(Choice { roots, leaves, no_leaves })), expected);
        };
        check(false, false, false, "abcde");
        check(true, false, false, "ae");
        check(false, true, false, "cde");
        check(false, false, true, "ab");
        check(false, true, true, "abcde");
        check(true, true, false, "e");
        assert_eq!(names(tree.after("a", false, Choice::default())), "bc");
        assert_eq!(names(tree.after("a", true, Choice::default())), "bcd");
        assert!(tree.is_after("d", "a") && !tree.is_after("a", "d") && tree.is_after("e", "e"));
    }

    #[test]
    fn what_goes_leaves_the_rest_in_order() {
        let check = |name, extent, expected: &str, current: Option<&str>| {
            let mut tree = tree();
            tree.remove(name, extent);
            assert_eq!(names(tree.list(Choice::default())), expected);
            assert_eq!(tree.current().map(|moment| moment.name()), current);
        };
        check("b", Extent::Itself, "acde", Some("d"));
        check("d", Extent::Itself, "abce", Some("b"));
        check("b", Extent::WithDescendants, "ace", Some("a"));
        check("a", Extent::DescendantsOnly, "ae", Some("a"));
        check("a", Extent::WithDescendants, "e", None);
    }

    #[test]
    fn a_circle_ends() {
        let mut tree = Tree::default();
        tree.insert(("a".into(), Some("b".into())));
        tree.insert(("b".into(), Some("a".into())));
        assert!(tree.is_after("a", "b") && tree.after("a", true, Choice::default()).len() <= 4);
    }
}
