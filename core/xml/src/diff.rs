//! What differs between two documents of the same kind: a list of paths with what was there and what is there now.
//!
//! Both are compared as they are written, so neither indentation nor the order of attributes counts, and what is not set
//! differs from what is set to the default. Elements of the same name are matched by what identifies them (a disk by its
//! target, an interface by its MAC address, see [`KEYS`]); without that, by being equal, and then in their order.
//!
//! This module knows no kind of document.

use crate::raw::{RawElement, RawNode};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What identifies an element among those of its name: the first of these that every one of them has, and no two share.
const KEYS: &[&[&str]] = &[
    &["mac/@address"],
    &["target/@dev"],
    &["target/@dir"],
    &["@type", "@index"],
    &["@id"],
    &["@vcpu"],
    &["@uuid"],
    &["uuid"],
    &["@name"],
    &["name"],
    &["@key"],
    &["@dev"],
    &["@mac"],
    &["@ip"],
    &["@address"],
    &["@index"],
    &["@bank"],
    &["@cpus"],
    &["@vcpus"],
    &["alias/@name"],
    &["@type"],
];

/// Above this many elements of one name without an identity on both sides, they are matched in their order alone.
const MOST_COMPARED: usize = 512;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Where, as in `/domain/devices/disk[target/@dev='vda']/driver/@cache`. Where an element came to stand elsewhere
    /// among those around it, the path ends with `position()`.
    pub path: String,
    /// What was there: a value, the text of an element, or a whole element. `None` if nothing was.
    pub old: Option<String>,
    /// What is there now.
    pub new: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &Option<String>| value.as_ref().map_or("nothing".to_owned(), |value| format!("'{value}'"));
        write!(formatter, "{}: {} became {}", self.path, shown(&self.old), shown(&self.new))
    }
}

/// What differs between two elements, in the order of the documents.
pub fn diff(old: &RawElement, new: &RawElement) -> Vec<Change> {
    let mut changes = Vec::new();
    let path = format!("/{}", new.name);
    match old.name == new.name {
        true => compare(old, new, &path, &mut changes),
        false => changes.push(Change { path: "/".to_owned(), old: Some(shown(old)), new: Some(shown(new)) }),
    }
    changes
}

fn compare(old: &RawElement, new: &RawElement, path: &str, changes: &mut Vec<Change>) {
    if old == new {
        return;
    }
    let change = |path: String, old: Option<&str>, new: Option<&str>| Change {
        path,
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
    };
    for (name, value) in &old.attributes {
        let now = new.attribute(name);
        if now != Some(value) {
            changes.push(change(format!("{path}/@{name}"), Some(value), now));
        }
    }
    for (name, value) in new.attributes.iter().filter(|(name, _)| old.attribute(name).is_none()) {
        changes.push(change(format!("{path}/@{name}"), None, Some(value)));
    }
    let (was, is) = (text(old), text(new));
    if was != is {
        changes.push(Change { path: format!("{path}/text()"), old: was, new: is });
    }
    let (was, is) = (comments(old), comments(new));
    if was != is {
        changes.push(Change { path: format!("{path}/comment()"), old: was, new: is });
    }
    compare_children(old, new, path, changes);
}

fn compare_children(old: &RawElement, new: &RawElement, path: &str, changes: &mut Vec<Change>) {
    let (old, new) = (elements(old), elements(new));
    let names: BTreeSet<&str> = old.iter().chain(&new).map(|element| element.name.as_str()).collect();
    // For each old child the new one, and how each child is called in paths.
    let mut matched: Vec<Option<usize>> = vec![None; old.len()];
    let mut old_paths = vec![String::new(); old.len()];
    let mut new_paths = vec![String::new(); new.len()];
    for name in names {
        let of_name = |elements: &[&RawElement]| -> Vec<usize> {
            (0..elements.len()).filter(|index| elements[*index].name == name).collect()
        };
        let (olds, news) = (of_name(&old), of_name(&new));
        let key = match olds.len().max(news.len()) {
            0 | 1 => None,
            _ => KEYS.iter().find(|key| identifies(key, &olds, &old) && identifies(key, &news, &new)),
        };
        let pairs = match key {
            Some(key) => by_key(key, &olds, &old, &news, &new),
            None => by_content(&olds, &old, &news, &new),
        };
        let is_alone = olds.len() <= 1 && news.len() <= 1;
        let called = |index: usize, all: &[usize], elements: &[&RawElement]| match key {
            _ if is_alone => format!("{path}/{name}"),
            Some(key) => format!("{path}/{name}[{}]", predicate(key, elements[index])),
            None => format!("{path}/{name}[{}]", all.iter().position(|other| *other == index).unwrap_or_default() + 1),
        };
        olds.iter().for_each(|index| old_paths[*index] = called(*index, &olds, &old));
        news.iter().for_each(|index| new_paths[*index] = called(*index, &news, &new));
        pairs.into_iter().for_each(|(from, to)| matched[from] = Some(to));
    }
    let moved = moved(&matched);
    for (index, element) in old.iter().enumerate() {
        let Some(to) = matched[index] else {
            changes.push(Change { path: old_paths[index].clone(), old: Some(shown(element)), new: None });
            continue;
        };
        if moved.contains(&index) {
            let path = format!("{}/position()", new_paths[to]);
            changes.push(Change { path, old: Some((index + 1).to_string()), new: Some((to + 1).to_string()) });
        }
        compare(element, new[to], &new_paths[to], changes);
    }
    let kept: BTreeSet<usize> = matched.iter().flatten().copied().collect();
    for (index, element) in new.iter().enumerate().filter(|(index, _)| !kept.contains(index)) {
        changes.push(Change { path: new_paths[index].clone(), old: None, new: Some(shown(element)) });
    }
}

/// The old children whose order among all that were kept changed; as few as explain the new order.
fn moved(matched: &[Option<usize>]) -> BTreeSet<usize> {
    // The longest rising sequence stays where it is: for each length the index with the least last value, and before
    // each index the one that it follows.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; matched.len()];
    for (index, to) in matched.iter().enumerate() {
        let Some(to) = to else { continue };
        let length = ends.partition_point(|(end, _)| end < to);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter].1);
        match ends.get_mut(length) {
            Some(end) => *end = (*to, index),
            None => ends.push((*to, index)),
        }
    }
    let mut staying = BTreeSet::new();
    let mut next = ends.last().map(|(_, index)| *index);
    while let Some(index) = next {
        staying.insert(index);
        next = before[index];
    }
    (0..matched.len()).filter(|index| matched[*index].is_some() && !staying.contains(index)).collect()
}

/// Whether every element has the key, and no two the same.
fn identifies(key: &[&str], indices: &[usize], elements: &[&RawElement]) -> bool {
    let mut seen = BTreeSet::new();
    indices.iter().all(|index| values(key, elements[*index]).is_some_and(|values| seen.insert(values)))
}

fn by_key(
    key: &[&str],
    olds: &[usize],
    old: &[&RawElement],
    news: &[usize],
    new: &[&RawElement],
) -> Vec<(usize, usize)> {
    let found: BTreeMap<_, usize> = news.iter().map(|index| (values(key, new[*index]), *index)).collect();
    olds.iter().filter_map(|index| Some((*index, *found.get(&values(key, old[*index]))?))).collect()
}

/// Equal elements first, in their order; what is left between them in its order.
fn by_content(olds: &[usize], old: &[&RawElement], news: &[usize], new: &[&RawElement]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut from, mut to) = (0, 0);
    let between = |pairs: &mut Vec<_>, olds: &[usize], news: &[usize]| {
        pairs.extend(olds.iter().copied().zip(news.iter().copied()));
    };
    if olds.len() <= MOST_COMPARED && news.len() <= MOST_COMPARED {
        for (a, b) in common(olds, old, news, new) {
            between(&mut pairs, &olds[from..a], &news[to..b]);
            pairs.push((olds[a], news[b]));
            (from, to) = (a + 1, b + 1);
        }
    }
    between(&mut pairs, &olds[from..], &news[to..]);
    pairs
}

/// The longest common subsequence.
fn common(olds: &[usize], old: &[&RawElement], news: &[usize], new: &[&RawElement]) -> Vec<(usize, usize)> {
    let width = news.len() + 1;
    let mut lengths = vec![0_u16; (olds.len() + 1) * width];
    let is_same = |a: usize, b: usize| old[olds[a]] == new[news[b]];
    for a in (0..olds.len()).rev() {
        for b in (0..news.len()).rev() {
            lengths[a * width + b] = match is_same(a, b) {
                true => lengths[(a + 1) * width + b + 1] + 1,
                false => lengths[(a + 1) * width + b].max(lengths[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b, mut found) = (0, 0, Vec::new());
    while a < olds.len() && b < news.len() {
        if is_same(a, b) {
            found.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths[(a + 1) * width + b] >= lengths[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

/// The values of a key, if the element has all of them.
fn values<'a>(key: &[&str], element: &'a RawElement) -> Option<Vec<&'a str>> {
    key.iter().map(|path| value(path, element)).collect()
}

/// The attribute or text that a path leads to.
fn value<'a>(path: &str, element: &'a RawElement) -> Option<&'a str> {
    let (step, rest) = path.split_once('/').unwrap_or((path, ""));
    match step.strip_prefix('@') {
        Some(attribute) => element.attribute(attribute),
        None => {
            let child = elements(element).into_iter().find(|child| child.name == step)?;
            match (rest, child.children.as_slice()) {
                ("", [RawNode::Text(text)]) => Some(text),
                ("", _) => None,
                (rest, _) => value(rest, child),
            }
        }
    }
}

fn predicate(key: &[&str], element: &RawElement) -> String {
    let equals = |path: &&str| format!("{path}='{}'", value(path, element).unwrap_or_default());
    key.iter().map(equals).collect::<Vec<String>>().join(" and ")
}

fn elements(parent: &RawElement) -> Vec<&RawElement> {
    let children = parent.children.iter();
    children
        .filter_map(|child| match child {
            RawNode::Element(element) => Some(element),
            RawNode::Text(_) | RawNode::Comment(_) => None,
        })
        .collect()
}

fn text(element: &RawElement) -> Option<String> {
    joined(element, |child| match child {
        RawNode::Text(text) => Some(text),
        RawNode::Element(_) | RawNode::Comment(_) => None,
    })
}

fn comments(element: &RawElement) -> Option<String> {
    joined(element, |child| match child {
        RawNode::Comment(text) => Some(text),
        RawNode::Element(_) | RawNode::Text(_) => None,
    })
}

fn joined(element: &RawElement, part: impl Fn(&RawNode) -> Option<&String>) -> Option<String> {
    let parts: Vec<&str> = element.children.iter().filter_map(part).map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(""))
}

/// An element as a value: its text if it has nothing else, or its XML.
fn shown(element: &RawElement) -> String {
    match (element.attributes.as_slice(), element.children.as_slice()) {
        ([], [RawNode::Text(text)]) => text.clone(),
        _ => element.to_xml().trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests;
