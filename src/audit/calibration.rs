//! From what a check thinks of a finding to the share of such findings that an editor would agree with.

use std::sync::OnceLock;

use crate::lexicon::table;

/// The curve: what checks say, and how many in a hundred of such findings are real at the density of errors of whole documents.
/// It rises throughout, and keeps one half where it is, so that the default threshold means the same before and after.
fn knots() -> &'static [(f32, f32)] {
    static KNOTS: OnceLock<Vec<(f32, f32)>> = OnceLock::new();
    KNOTS.get_or_init(|| {
        table::rows(include_str!("../../data/calibration.tsv"))
            .filter_map(|r| Some((r.first()?.parse().ok()?, r.get(1)?.parse().ok()?)))
            .collect()
    })
}

/// The calibrated confidence of a finding whose check gave it `own`: linear between the knots of data/calibration.tsv.
pub fn calibrate(own: f32) -> f32 {
    let knots = knots();
    let k = knots.partition_point(|(x, _)| *x <= own);
    match (k.checked_sub(1).map(|k| knots[k]), knots.get(k)) {
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (own - x0) / (x1 - x0),
        (Some((_, y)), None) | (None, Some(&(_, y))) => y,
        (None, None) => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_rises_and_keeps_the_threshold() {
        let values: Vec<f32> = (0..=100).map(|k| calibrate(k as f32 / 100.0)).collect();
        assert!(values.windows(2).all(|w| w[0] <= w[1]), "{values:?}");
        assert!(values[49] < 0.5 && values[50] >= 0.5, "{values:?}");
        assert!(values.iter().all(|v| (0.0..=1.0).contains(v)), "{values:?}");
    }
}
