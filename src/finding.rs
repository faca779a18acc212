//! Findings: one discrepancy each, with its place, its gravity and its explanation.

use crate::document::Span;

/// How grave a finding is, after MQM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, not an error.
    Neutral,
    /// A shade of meaning or a slip of form.
    Minor,
    /// Changes a fact, an agent, an obligation, or a term with legal or political force.
    Major,
    /// Reverses polarity, or turns a total rejection or assent into a partial one, or the reverse.
    Critical,
}

impl Severity {
    /// Every severity with its name, mildest first.
    pub const ALL: [(Severity, &'static str); 4] = [
        (Severity::Neutral, "neutral"),
        (Severity::Minor, "minor"),
        (Severity::Major, "major"),
        (Severity::Critical, "critical"),
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(s, _)| *s)
    }
}

/// The language messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese.
    Chinese,
}

/// A message template in both languages. `{0}`, `{1}` … stand for the arguments it is filled with.
///
/// One plain sentence: what the source says, what the translation says, and, where it is not plain, why that matters.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// English text.
    pub en: &'static str,
    /// Chinese text.
    pub zh: &'static str,
}

impl Message {
    /// The message in `language` with its arguments filled in.
    pub fn fill(&self, language: Language, args: &[String]) -> String {
        let template = match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        };
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            match rest[open + 1..open + close].parse::<usize>().ok().and_then(|n| args.get(n)) {
                Some(arg) => out.push_str(arg),
                None => out.push_str(&rest[open..=open + close]),
            }
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }
}

/// A finding as a check makes it: spans are byte ranges in the texts of the pair it was given.
#[derive(Debug, Clone)]
pub struct Draft {
    /// How grave it is.
    pub severity: Severity,
    /// Probability that an editor would agree, 0 to 1.
    pub confidence: f32,
    /// The characters at issue in the source; `None` if that side has none.
    pub source: Option<Span>,
    /// The characters at issue in the translation; `None` if that side has none.
    pub target: Option<Span>,
    /// The explanation.
    pub message: &'static Message,
    /// What fills the message's places.
    pub args: Vec<String>,
    /// A possible rendering, or empty.
    pub suggestion: String,
    /// MQM category and ITS 2.0 type where they differ from the check's own.
    pub category: Option<(&'static str, &'static str)>,
}

impl Draft {
    /// A draft with neither place nor suggestion.
    pub fn new(severity: Severity, confidence: f32, message: &'static Message, args: Vec<String>) -> Self {
        Self {
            severity,
            confidence,
            source: None,
            target: None,
            message,
            args,
            suggestion: String::new(),
            category: None,
        }
    }

    /// Sets the place in the source.
    #[must_use]
    pub fn source(mut self, span: Span) -> Self {
        self.source = Some(span);
        self
    }

    /// Sets the place in the translation.
    #[must_use]
    pub fn target(mut self, span: Span) -> Self {
        self.target = Some(span);
        self
    }

    /// Sets the suggestion.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = suggestion.into();
        self
    }
}

/// One discrepancy, as reported. Field order and meaning are those of `findings.csv`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Finding {
    /// Stable fingerprint.
    pub id: String,
    /// Name of the document or pairs file.
    pub document: String,
    /// Id of the pair: given, or `P12`, `P12.3`.
    pub segment: String,
    /// Id of the check.
    pub check: &'static str,
    /// MQM category.
    pub category: &'static str,
    /// ITS 2.0 localization quality issue type.
    pub its_type: &'static str,
    /// Severity.
    #[serde(serialize_with = "severity_name")]
    pub severity: Severity,
    /// Calibrated confidence, 0 to 1, two decimals.
    pub confidence: f64,
    /// First line of the quote in the source file.
    pub source_line: Option<usize>,
    /// First line of the quote in the target file.
    pub target_line: Option<usize>,
    /// The exact characters in the source.
    pub source_quote: String,
    /// The exact characters in the translation.
    pub target_quote: String,
    /// One sentence.
    pub message: String,
    /// A possible rendering, or empty.
    pub suggestion: String,
    /// The whole source segment.
    pub source_text: String,
    /// The whole target segment.
    pub target_text: String,
    /// The reviewer's decision.
    pub status: String,
    /// The reviewer's comment.
    pub comment: String,
    /// Where the quotes stand in `source_text` and `target_text`, in bytes; not part of the tables.
    #[serde(skip)]
    pub spans: (Option<Span>, Option<Span>),
}

fn severity_name<S: serde::Serializer>(severity: &Severity, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(severity.name())
}
