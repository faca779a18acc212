use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::{Audited, Options, Rendering, judged, load_tables, renderings};
use crate::align::{Alignment, align_document, align_documents};
use crate::document::Document;
use crate::error::{Error, Result};

/// Aligns and checks documents that belong together: names and terms are learned over all of them. Each goes to `done` with its
/// number, and with what renders its names, as soon as it is ready, on whichever core it was; what `done` returns comes in the order of the documents.
///
/// A document on which the alignment, a check or `done` itself panics goes to `done` as an error, and the others as they would without it.
pub fn audit_documents<T: Send>(
    documents: Vec<Document>,
    options: &Options,
    done: impl Fn(usize, Result<(Audited, Vec<Rendering>)>) -> T + Sync,
) -> Vec<T> {
    let (alignments, _) = rayon::join(|| align_all(&documents, options), || guarded(|| load_tables(options)));
    let aligned: Vec<_> = documents.into_iter().zip(alignments).enumerate().collect();
    aligned
        .into_par_iter()
        .with_max_len(1)
        .map(|(k, (document, alignment))| {
            let audit = |alignment| {
                let (audited, pairs) = judged(document, alignment, options);
                let names = renderings(&pairs, options.lexicon);
                (audited, names)
            };
            let audited = alignment.and_then(|a| guarded(|| audit(a)));
            guarded(|| done(k, audited)).unwrap_or_else(|e| done(k, Err(e)))
        })
        .collect()
}

/// Aligns all documents as one; if something goes wrong, each by itself, so that only the one to blame goes without.
fn align_all(documents: &[Document], options: &Options) -> Vec<Result<Alignment>> {
    match guarded(|| align_documents(documents, options.lexicon)) {
        Ok(alignments) => alignments.into_iter().map(Ok).collect(),
        Err(_) => documents
            .par_iter()
            .map(|document| guarded(|| align_document(document, options.lexicon)))
            .collect(),
    }
}

/// What `work` returns, or an error if it panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Error::new(
            "auditing it failed",
            "this is a defect of duikan; everything else is audited all the same",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Check;
    use crate::document::parse_two;

    const FAILS: Check = Check {
        id: "fails",
        category: "other",
        its_type: "other",
        page: "",
        pair: Some(|_, pair, _| assert!(!pair.source.text.contains("堤防"), "a defect")),
        document: None,
    };

    #[test]
    fn one_bad_document_does_no_harm_to_the_others() {
        let texts = ["会议到此结束。", "堤防需要加固。", "没有时间了。"];
        let documents: Vec<Document> =
            texts.iter().map(|t| parse_two(t, t, "It ended here.").unwrap()).collect();
        let options = Options { checks: vec![&FAILS], ..Options::default() };
        let results = audit_documents(documents.clone(), &options, |k, a| (k, a.is_ok()));
        assert_eq!(results, [(0, true), (1, false), (2, true)]);
        // Nor does one whose report cannot be made.
        let usual = Options::default();
        let results = audit_documents(documents, &usual, |k, audited| {
            assert!(k != 2 || audited.is_err(), "a defect");
            audited.is_ok()
        });
        assert_eq!(results, [true, true, false]);
    }
}
