use rayon::prelude::*;

use super::{Audited, Options, judged, load_tables};
use crate::align::align_documents;
use crate::document::Document;

/// Aligns and checks documents that belong together: names and terms are learned over all of them. Each goes to `done` with its
/// number as soon as it is ready, on whichever core it was; what `done` returns comes in the order of the documents.
pub fn audit_documents<T: Send>(
    documents: Vec<Document>,
    options: &Options,
    done: impl Fn(usize, Audited) -> T + Sync,
) -> Vec<T> {
    let (alignments, ()) =
        rayon::join(|| align_documents(&documents, options.lexicon), || load_tables(options));
    let aligned: Vec<_> = documents.into_iter().zip(alignments).enumerate().collect();
    aligned
        .into_par_iter()
        .with_max_len(1)
        .map(|(k, (document, alignment))| done(k, judged(document, alignment, options)))
        .collect()
}
