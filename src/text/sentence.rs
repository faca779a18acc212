//! Sentence splitting, Chinese and English.
