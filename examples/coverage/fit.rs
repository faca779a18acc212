//! Logistic regression by Newton's method, for a handful of features.

use duikan::align::coverage::gaps::FEATURES;

/// The features of a stretch, and whether it was lost.
pub type Sample = ([f32; FEATURES], bool);

/// A weight for each feature, and the constant.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weights {
    pub bias: f64,
    pub each: [f64; FEATURES],
}

impl Weights {
    pub fn score(&self, x: &[f32; FEATURES]) -> f64 {
        self.bias + x.iter().zip(&self.each).map(|(x, w)| f64::from(*x) * w).sum::<f64>()
    }
}

/// Rounds of Newton's method; it has settled after half of them.
const ROUNDS: usize = 12;
/// What a squared weight of a feature with unit variance costs.
const RIDGE: f64 = 1.0;
const N: usize = FEATURES + 1;

/// The weights under which the labels are likeliest.
pub fn fit(samples: &[Sample]) -> Weights {
    let n = samples.len().max(1) as f64;
    let mut mean = [0f64; FEATURES];
    let mut deviation = [0f64; FEATURES];
    for (x, _) in samples {
        for k in 0..FEATURES {
            mean[k] += f64::from(x[k]) / n;
            deviation[k] += f64::from(x[k]).powi(2) / n;
        }
    }
    for k in 0..FEATURES {
        deviation[k] = (deviation[k] - mean[k].powi(2)).max(0.0).sqrt() + 1e-6;
    }
    let mut w = [0f64; N];
    for _ in 0..ROUNDS {
        let mut gradient = [0f64; N];
        let mut hessian = [[0f64; N]; N];
        for (x, label) in samples {
            let mut z = [1f64; N];
            for k in 0..FEATURES {
                z[k] = (f64::from(x[k]) - mean[k]) / deviation[k];
            }
            let p = 1.0 / (1.0 + (-z.iter().zip(&w).map(|(z, w)| z * w).sum::<f64>()).exp());
            let error = f64::from(u8::from(*label)) - p;
            for i in 0..N {
                gradient[i] += error * z[i];
                for j in 0..=i {
                    hessian[i][j] += p * (1.0 - p) * z[i] * z[j];
                }
            }
        }
        for k in 0..FEATURES {
            gradient[k] -= RIDGE * w[k];
            hessian[k][k] += RIDGE;
        }
        hessian[FEATURES][FEATURES] += 1e-9;
        for (w, step) in w.iter_mut().zip(solve(hessian, gradient)) {
            *w += step;
        }
    }
    let mut out = Weights { bias: w[FEATURES], ..Weights::default() };
    for k in 0..FEATURES {
        out.each[k] = w[k] / deviation[k];
        out.bias -= out.each[k] * mean[k];
    }
    out
}

/// Solves a symmetric positive system of which the lower half is given (Cholesky).
fn solve(mut a: [[f64; N]; N], mut b: [f64; N]) -> [f64; N] {
    for j in 0..N {
        for k in 0..j {
            a[j][j] -= a[j][k] * a[j][k];
        }
        a[j][j] = a[j][j].max(1e-12).sqrt();
        for i in j + 1..N {
            for k in 0..j {
                a[i][j] -= a[i][k] * a[j][k];
            }
            a[i][j] /= a[j][j];
        }
    }
    for i in 0..N {
        for k in 0..i {
            b[i] -= a[i][k] * b[k];
        }
        b[i] /= a[i][i];
    }
    for i in (0..N).rev() {
        for k in i + 1..N {
            b[i] -= a[k][i] * b[k];
        }
        b[i] /= a[i][i];
    }
    b
}
