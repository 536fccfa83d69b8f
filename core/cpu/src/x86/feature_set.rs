//! Sets of features, by their number in the catalogue.

/// How many features the catalogue can hold.
const CAPACITY: usize = 512;
const WORD_BITS: usize = 64;
const WORDS: usize = CAPACITY / WORD_BITS;

/// A set of features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeatureSet([u64; WORDS]);

impl FeatureSet {
    /// How many features there can be.
    pub(crate) const CAPACITY: usize = CAPACITY;

    /// Whether the feature with this number is in the set.
    pub fn contains(&self, feature: usize) -> bool {
        self.0.get(feature / WORD_BITS).is_some_and(|word| word >> (feature % WORD_BITS) & 1 == 1)
    }

    /// Adds a feature.
    pub fn insert(&mut self, feature: usize) {
        if let Some(word) = self.0.get_mut(feature / WORD_BITS) {
            *word |= 1 << (feature % WORD_BITS);
        }
    }

    /// Takes a feature out.
    pub fn remove(&mut self, feature: usize) {
        if let Some(word) = self.0.get_mut(feature / WORD_BITS) {
            *word &= !(1 << (feature % WORD_BITS));
        }
    }

    /// What is in one of both.
    pub fn union(&self, other: &FeatureSet) -> FeatureSet {
        self.combine(other, |left, right| left | right)
    }

    /// What is in both.
    pub fn intersection(&self, other: &FeatureSet) -> FeatureSet {
        self.combine(other, |left, right| left & right)
    }

    /// What is in this one only.
    pub fn without(&self, other: &FeatureSet) -> FeatureSet {
        self.combine(other, |left, right| left & !right)
    }

    /// How many features are in the set.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    /// The features in the order of the catalogue.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..CAPACITY).filter(|feature| self.contains(*feature))
    }

    fn combine(&self, other: &FeatureSet, operation: fn(u64, u64) -> u64) -> FeatureSet {
        FeatureSet(std::array::from_fn(|index| operation(self.0[index], other.0[index])))
    }
}

impl FromIterator<usize> for FeatureSet {
    fn from_iter<T: IntoIterator<Item = usize>>(features: T) -> Self {
        let mut set = FeatureSet::default();
        features.into_iter().for_each(|feature| set.insert(feature));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let left: FeatureSet = [1, 63, 64, 200].into_iter().collect();
        let right: FeatureSet = [63, 200, 511].into_iter().collect();
        assert_eq!(left.intersection(&right).iter().collect::<Vec<_>>(), [63, 200]);
        assert_eq!(left.without(&right).iter().collect::<Vec<_>>(), [1, 64]);
        assert_eq!(left.union(&right).len(), 5);
        assert!(!left.contains(CAPACITY) && FeatureSet::default().is_empty());
    }
}
