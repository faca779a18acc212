//! Wrapped text with a line of the one language under each line of the other: the languages are read through, one after the other.

use super::line::Line;
use super::script::Script;
use super::sentence_shape::is_finished;

/// The lines with those of each such block set together, Chinese before English; `None` if there is none.
///
/// A block is lines without an empty one between them. Its languages must alternate line by line, and most lines must break off inside a
/// sentence: lines that are sentences stand well as they are.
pub(super) fn apart(lines: &[Line]) -> Option<Vec<Line>> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut found = false;
    for block in lines.chunk_by(|a, b| a.is_empty() == b.is_empty()) {
        if !is_interlinear(block) {
            out.extend(block.iter().cloned());
            continue;
        }
        found = true;
        let mut languages = [Vec::new(), Vec::new()];
        let mut last = 1;
        for (k, line) in block.iter().enumerate() {
            // What is in no script stands where its language has its turn.
            let next = block[k + 1..].iter().map(|l| l.script).find(|s| *s != Script::Neutral);
            last = match (line.script, last) {
                (Script::Han, _) => 0,
                (Script::Latin, _) | (Script::Neutral, 0) => 1,
                (Script::Neutral, _) => usize::from(next != Some(Script::Latin)),
            };
            languages[last].push(line.clone());
        }
        let [han, latin] = languages;
        out.extend(han);
        out.push(Line::empty(block[0].number));
        out.extend(latin);
    }
    found.then_some(out)
}

fn is_interlinear(block: &[Line]) -> bool {
    /// Lines that show the pattern, at least.
    const LEAST: usize = 4;
    let text: Vec<&Line> = block.iter().filter(|l| l.script != Script::Neutral).collect();
    if text.len() < LEAST {
        return false;
    }
    let changes = text.windows(2).filter(|w| w[0].script != w[1].script).count();
    // Where one language needs more lines, they stand below the others.
    let alternating = text.windows(2).take_while(|w| w[0].script != w[1].script).count() + 1;
    let broken = |script: Script| {
        let of: Vec<&&Line> = text.iter().filter(|l| l.script == script).collect();
        let open = of.iter().take(of.len().saturating_sub(1)).filter(|l| !is_finished(&l.text)).count();
        of.len() > 1 && open * 2 >= of.len() - 1
    };
    (alternating >= LEAST && alternating * 2 >= text.len() || changes * 5 >= text.len() * 4)
        && broken(Script::Han)
        && broken(Script::Latin)
}
