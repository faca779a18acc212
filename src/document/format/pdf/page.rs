//! The characters of a page with their places: the text operators of its content (PDF 32000-1, 9).

use std::rc::Rc;
use std::time::Instant;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use rustc_hash::FxHashMap;

use super::super::Limits;
use super::font::{Font, array, name, number};
use crate::error::{Error, Result};

/// A character or ligature on a page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub text: String,
    /// Left end, in points along the line.
    pub x: f64,
    /// Right end.
    pub end: f64,
    /// Baseline, in points upwards.
    pub y: f64,
    /// Size of the font in points.
    pub size: f64,
}

/// A transformation of the plane: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then the other.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(numbers: &[f64]) -> Option<Self> {
        Some(Self(numbers.get(..6)?.try_into().ok()?))
    }
}

/// What `q` saves and `Q` brings back.
#[derive(Clone)]
struct State<'a> {
    ctm: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    /// Extra widths behind every character and every space, in points.
    spacing: (f64, f64),
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Forms inside one another, at most.
const FORMS: usize = 12;
/// States saved inside one another, at most (PDF 32000-1, table C.1, asks for 28).
const SAVED: usize = 1024;

/// Reads pages of a document.
pub(super) struct Reader<'a> {
    document: &'a Document,
    fonts: FxHashMap<ObjectId, Rc<Font<'a>>>,
    limit: usize,
    until: Instant,
    /// Characters that their fonts do not name.
    pub unknown: usize,
    glyphs: Vec<Glyph>,
    /// Marked content that is open, and whether it is a running head.
    marked: Vec<bool>,
    /// Bytes of content that may still be read.
    left: usize,
    turn: Matrix,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document, limits: &Limits, until: Instant) -> Self {
        let limit = usize::try_from(limits.unpacked).unwrap_or(usize::MAX);
        let (fonts, glyphs, marked) = Default::default();
        Self { document, fonts, limit, until, unknown: 0, glyphs, marked, left: limit, turn: Matrix::ONE }
    }

    /// The characters of a page in the order they are drawn.
    pub fn page(&mut self, id: ObjectId) -> Result<Vec<Glyph>> {
        let Ok(content) = self.document.get_page_content_with_limit(id, self.left.max(1)) else {
            return Ok(Vec::new());
        };
        let Ok(page) = self.document.get_dictionary(id) else { return Ok(Vec::new()) };
        let resources = inherited(self.document, page, b"Resources").and_then(|r| r.as_dict().ok());
        let rotation =
            inherited(self.document, page, b"Rotate").and_then(|r| number(self.document, r)).unwrap_or(0.0);
        self.turn = match (rotation as i64).rem_euclid(360) {
            90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Matrix::ONE,
        };
        self.marked.clear();
        let state = State {
            ctm: self.turn,
            font: None,
            size: 0.0,
            spacing: (0.0, 0.0),
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.content(&content, resources, state, 0)?;
        Ok(std::mem::take(&mut self.glyphs))
    }

    fn content(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dictionary>,
        mut state: State<'a>,
        depth: usize,
    ) -> Result<()> {
        self.left = self.left.saturating_sub(bytes.len());
        let Ok(content) = Content::decode(bytes) else { return Ok(()) };
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::ONE, Matrix::ONE);
        for (k, operation) in content.operations.iter().enumerate() {
            if k % 1024 == 0 && Instant::now() > self.until {
                return Err(Error::new(
                    "the text of this PDF takes too long",
                    "raise `pdf_seconds` under [limits] in duikan.toml, or extract the text first",
                ));
            }
            let operands = &operation.operands;
            let n = |at: usize| operands.get(at).and_then(|o| number(self.document, o)).unwrap_or(0.0);
            match operation.operator.as_str() {
                "q" if saved.len() < SAVED => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    let numbers: Vec<f64> = (0..6).map(n).collect();
                    state.ctm = Matrix::of(&numbers).unwrap_or(Matrix::ONE).then(state.ctm);
                }
                "BT" => (text, line) = (Matrix::ONE, Matrix::ONE),
                "Tf" => {
                    state.size = n(1);
                    state.font = operands
                        .first()
                        .and_then(|o| o.as_name().ok())
                        .and_then(|f| self.font(resources?, f));
                }
                "Tc" => state.spacing.0 = n(0),
                "Tw" => state.spacing.1 = n(0),
                "Tz" => state.stretch = n(0) / 100.0,
                "TL" => state.leading = n(0),
                "Ts" => state.rise = n(0),
                "Tm" => {
                    let numbers: Vec<f64> = (0..6).map(n).collect();
                    line = Matrix::of(&numbers).unwrap_or(Matrix::ONE);
                    text = line;
                }
                "Td" | "TD" => {
                    if operation.operator == "TD" {
                        state.leading = -n(1);
                    }
                    line = Matrix::shift(n(0), n(1)).then(line);
                    text = line;
                }
                "T*" | "'" | "\"" => {
                    if operation.operator == "\"" {
                        state.spacing = (n(1), n(0));
                    }
                    line = Matrix::shift(0.0, -state.leading).then(line);
                    text = line;
                    if let Some(Object::String(bytes, _)) = operands.last() {
                        self.show(&state, bytes, &mut text);
                    }
                }
                "Tj" => {
                    if let Some(Object::String(bytes, _)) = operands.first() {
                        self.show(&state, bytes, &mut text);
                    }
                }
                "TJ" => {
                    for part in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                        match part {
                            Object::String(bytes, _) => self.show(&state, bytes, &mut text),
                            other => {
                                let back = number(self.document, other).unwrap_or(0.0);
                                text = Matrix::shift(-back / 1000.0 * state.size * state.stretch, 0.0)
                                    .then(text);
                            }
                        }
                    }
                }
                "Do" if depth < FORMS => {
                    if let Some((content, own, matrix)) =
                        operands.first().and_then(|o| o.as_name().ok()).and_then(|f| self.form(resources?, f))
                    {
                        let inner = State { ctm: matrix.then(state.ctm), ..state.clone() };
                        self.content(&content, own.or(resources), inner, depth + 1)?;
                    }
                }
                "BMC" => self.marked.push(false),
                "BDC" => {
                    let is_artifact = operands.first().and_then(|o| o.as_name().ok()) == Some(b"Artifact");
                    let kind = operands
                        .get(1)
                        .and_then(|o| o.as_dict().ok())
                        .and_then(|d| name(self.document, d, b"Type"));
                    self.marked.push(is_artifact && kind == Some(b"Pagination"));
                }
                "EMC" => {
                    self.marked.pop();
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn font(&mut self, resources: &'a Dictionary, name: &[u8]) -> Option<Rc<Font<'a>>> {
        let fonts = resources.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let entry = fonts.get(name).ok()?;
        let id = entry.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let (_, object) = self.document.dereference(entry).ok()?;
        let font = Rc::new(Font::read(self.document, object.as_dict().ok()?, self.limit));
        self.fonts.extend(id.map(|id| (id, Rc::clone(&font))));
        Some(font)
    }

    /// The content of a form, its resources and its place.
    fn form(
        &mut self,
        resources: &'a Dictionary,
        key: &[u8],
    ) -> Option<(Vec<u8>, Option<&'a Dictionary>, Matrix)> {
        let forms = resources.get_deref(b"XObject", self.document).ok()?.as_dict().ok()?;
        let form = forms.get_deref(key, self.document).ok()?.as_stream().ok()?;
        if name(self.document, &form.dict, b"Subtype") != Some(b"Form") || self.left == 0 {
            return None;
        }
        let content = match form.decompressed_content_with_limit(self.left) {
            Ok(content) => content,
            Err(_) if form.dict.get(b"Filter").is_err() => form.content.clone(),
            Err(_) => return None,
        };
        let own = form.dict.get_deref(b"Resources", self.document).ok().and_then(|r| r.as_dict().ok());
        let numbers: Option<Vec<f64>> = array(self.document, &form.dict, b"Matrix")
            .map(|m| m.iter().filter_map(|o| number(self.document, o)).collect());
        Some((content, own, numbers.and_then(|n| Matrix::of(&n)).unwrap_or(Matrix::ONE)))
    }

    fn show(&mut self, state: &State, bytes: &[u8], text: &mut Matrix) {
        let Some(font) = &state.font else { return };
        let hidden = self.marked.contains(&true);
        for shown in font.show(bytes) {
            let advance = shown.width / 1000.0 * state.size;
            let extra = state.spacing.0 + if shown.is_space { state.spacing.1 } else { 0.0 };
            let place = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise])
                .then(*text)
                .then(state.ctm);
            let end = Matrix::shift(shown.width / 1000.0, 0.0).then(place);
            *text = Matrix::shift((advance + extra) * state.stretch, 0.0).then(*text);
            if hidden {
                continue;
            }
            let Some(shown) = shown.text else {
                self.unknown += 1;
                continue;
            };
            let [a, b, c, d, x, y] = place.0;
            let numbers = [a, b, c, d, x, y, end.0[4], end.0[5]];
            if numbers.iter().all(|n| n.is_finite()) {
                // Along the direction of writing: text that stands on its side is read as if the page were turned.
                let length = a.hypot(b).max(1e-6);
                let (cos, sin) = (a / length, b / length);
                let along = |x: f64, y: f64| (x * cos + y * sin, y * cos - x * sin);
                let ((x, y), (end, _)) = (along(x, y), along(end.0[4], end.0[5]));
                self.glyphs.push(Glyph { text: shown, x, end: end.max(x), y, size: c.hypot(d).max(0.1) });
            }
        }
    }
}

/// A value of a page, or of what it belongs to.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    /// Levels of a page tree, at most.
    const LEVELS: usize = 64;
    let mut at = page;
    for _ in 0..LEVELS {
        if let Ok(found) = at.get_deref(key, document) {
            return Some(found);
        }
        at = at.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}
