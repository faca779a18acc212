//! Logistic regression by Newton's method, for some dozens of features.

/// A cue to fit on.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its features.
    pub x: Vec<f64>,
    /// What is added to the logarithm of its odds beforehand.
    pub offset: f64,
    /// Whether it is an error.
    pub wrong: bool,
}

/// A weight for each feature, and the constant.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    pub bias: f64,
    pub each: Vec<f64>,
    /// What each weight moves where its feature moves by its own deviation.
    pub standard: Vec<f64>,
}

impl Weights {
    /// The logarithm of the odds.
    pub fn score(&self, x: &[f64]) -> f64 {
        self.bias + x.iter().zip(&self.each).map(|(x, w)| x * w).sum::<f64>()
    }
}

/// Rounds of Newton's method; it has settled after half of them.
const ROUNDS: usize = 12;

/// What a squared weight of a feature of deviation 1 costs: about what says nothing of those that only a few samples have.
const RIDGE: f64 = 30.0;

/// The weights under which the labels are likeliest.
pub fn fit(samples: &[&Sample]) -> Weights {
    let features = samples.first().map_or(0, |s| s.x.len());
    let n = samples.len().max(1) as f64;
    let (mut mean, mut deviation) = (vec![0f64; features], vec![0f64; features]);
    for Sample { x, .. } in samples {
        for k in 0..features {
            mean[k] += x[k] / n;
            deviation[k] += x[k].powi(2) / n;
        }
    }
    for k in 0..features {
        deviation[k] = (deviation[k] - mean[k].powi(2)).max(0.0).sqrt() + 1e-6;
    }
    let scaled: Vec<(Vec<f64>, &Sample)> = samples
        .iter()
        .map(|s| ((0..features).map(|k| (s.x[k] - mean[k]) / deviation[k]).chain([1.0]).collect(), *s))
        .collect();
    let mut w = vec![0f64; features + 1];
    for _ in 0..ROUNDS {
        let step = step(&scaled, &w);
        w.iter_mut().zip(step).for_each(|(w, s)| *w += s);
    }
    let each: Vec<f64> = (0..features).map(|k| w[k] / deviation[k]).collect();
    let bias = w[features] - each.iter().zip(&mean).map(|(w, m)| w * m).sum::<f64>();
    w.truncate(features);
    Weights { bias, each, standard: w }
}

/// How far Newton's method moves the weights.
fn step(scaled: &[(Vec<f64>, &Sample)], w: &[f64]) -> Vec<f64> {
    let n = w.len();
    let mut gradient = vec![0f64; n];
    let mut hessian = vec![vec![0f64; n]; n];
    for (z, sample) in scaled {
        let odds = sample.offset + z.iter().zip(w).map(|(z, w)| z * w).sum::<f64>();
        let p = 1.0 / (1.0 + (-odds).exp());
        let (error, slope) = (f64::from(u8::from(sample.wrong)) - p, p * (1.0 - p));
        for i in 0..n {
            gradient[i] += error * z[i];
            let row = slope * z[i];
            for j in 0..=i {
                hessian[i][j] += row * z[j];
            }
        }
    }
    for k in 0..n - 1 {
        gradient[k] -= RIDGE * w[k];
        hessian[k][k] += RIDGE;
    }
    hessian[n - 1][n - 1] += 1e-9;
    solve(hessian, gradient)
}

/// Solves a symmetric positive system of which the lower half is given (Cholesky).
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for j in 0..n {
        for k in 0..j {
            a[j][j] -= a[j][k] * a[j][k];
        }
        a[j][j] = a[j][j].max(1e-12).sqrt();
        for i in j + 1..n {
            for k in 0..j {
                a[i][j] -= a[i][k] * a[j][k];
            }
            a[i][j] /= a[j][j];
        }
    }
    for i in 0..n {
        for k in 0..i {
            b[i] -= a[i][k] * b[k];
        }
        b[i] /= a[i][i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            b[i] -= a[k][i] * b[k];
        }
        b[i] /= a[i][i];
    }
    b
}
