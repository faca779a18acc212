//! Choices that follow from the pair alone, so that every run changes the same things.

/// A stream of numbers: SplitMix64 (Steele, Lea and Flood 2014), its start from FNV-1a of the pair's id and the kind.
pub struct Dice(u64);

impl Dice {
    /// The stream for a pair and a kind of error.
    pub fn of(id: &str, kind: &str) -> Self {
        let bytes = id.bytes().chain([0]).chain(kind.bytes());
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which must not be 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.below(all.len())) }
    }

    /// All of them in some order.
    pub fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for k in (1..all.len()).rev() {
            all.swap(k, self.below(k + 1));
        }
        all
    }
}
