//! The page in a real browser: from disk, and in review. Without Chromium and its driver nothing is tested, and that is said.

mod driver;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use driver::Browser;
use serde_json::Value;

/// A browser, unless there is none. Where there must be one, DUIKAN_BROWSER is set. One test at a time has one, so that they
/// do not slow each other.
fn browser() -> Option<(MutexGuard<'static, ()>, Browser)> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let browser = Browser::start();
    if browser.is_none() {
        assert!(std::env::var_os("DUIKAN_BROWSER").is_none(), "chromium and chromedriver must be there");
        // Straight to the terminal: what a test prints is not shown when it passes.
        let _ = writeln!(
            std::io::stderr(),
            "NOT TESTED in a browser: chromium and chromedriver are not installed (Debian: chromium, chromium-driver, fonts-noto-cjk)"
        );
    }
    Some((turn, browser?))
}

fn duikan() -> Command {
    Command::new(env!("CARGO_BIN_EXE_duikan"))
}

/// Audits the example document into `folder`.
fn audit(folder: &Path, more: &[&str]) -> String {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/minutes.txt");
    let done = duikan()
        .arg("audit")
        .arg(document)
        .arg("--no-config")
        .arg("-o")
        .arg(folder)
        .args(more)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

fn findings(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("findings.jsonl")).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// Ids of the findings that can be seen, in the order of the page.
const SHOWN: &str = "return [...document.querySelectorAll('.note:not([hidden])')].map(n => n.id)";

/// Nothing in the console, and nothing asked for but what begins with `own` (a new window shows a page of the browser's own).
#[track_caller]
fn quiet(browser: &Browser, own: &str) {
    let (said, asked) = browser.logs();
    assert_eq!(said, [""; 0]);
    let foreign = |url: &&String| ![own, "data:", "chrome://"].iter().any(|p| url.starts_with(p));
    let foreign: Vec<&String> = asked.iter().filter(foreign).collect();
    assert!(foreign.is_empty(), "asked for {foreign:?}");
    assert!(asked.iter().any(|url| url.starts_with(own)), "the log of requests is empty");
}

#[test]
fn the_report_opens_from_disk() {
    let Some((_turn, browser)) = browser() else { return };
    let dir = tempfile::tempdir().unwrap();
    audit(dir.path(), &[]);
    let url = format!("file://{}/report.html", dir.path().display());
    browser.look(1440, 900, false);
    browser.open(&url);
    browser.picture("light");
    let findings = findings(dir.path());

    // Every quote is marked, exactly.
    for (side, field) in [("source", "source_quote"), ("target", "target_quote")] {
        let script = format!(
            "return [...document.querySelectorAll('.note')].map(n => n.id + '\\t' + \
             [...document.querySelectorAll('.{side} mark')].filter(m => m.dataset.f.split(' ').includes(n.dataset.n)) \
             .map(m => m.textContent).join(''))"
        );
        let marked: BTreeMap<String, String> = browser
            .texts(&script)
            .into_iter()
            .filter_map(|t| t.split_once('\t').map(|(id, t)| (id.to_owned(), t.to_owned())))
            .collect();
        let visible = |t: &str| t.split_whitespace().collect::<String>();
        for f in &findings {
            let id = f["id"].as_str().unwrap();
            assert_eq!(visible(&marked[id]), visible(f[field].as_str().unwrap()), "{id} {side}");
        }
    }

    // Filters.
    assert_eq!(browser.texts(SHOWN).len(), findings.len());
    browser.run("document.querySelector('input[value=major]').click()");
    let left = findings.iter().filter(|f| f["severity"] != "major").count();
    assert_eq!(browser.texts(SHOWN).len(), left);
    assert_eq!(browser.run("return document.querySelectorAll('mark.major:not(.off)').length"), 0);
    browser.run("document.querySelector('input[value=major]').click()");
    browser.run(
        "const c = document.getElementById('confidence'); c.value = 0.8; c.dispatchEvent(new Event('input'))",
    );
    let sure = findings.iter().filter(|f| f["confidence"].as_f64().unwrap() >= 0.8).count();
    assert_eq!(browser.texts(SHOWN).len(), sure);
    browser.run(
        "const c = document.getElementById('confidence'); c.value = 0; c.dispatchEvent(new Event('input'))",
    );
    browser.run("document.querySelector('input[value=numbers]').click()");
    let others = findings.iter().filter(|f| f["check"] != "numbers").count();
    assert_eq!(browser.texts(SHOWN).len(), others);
    browser.run("document.querySelector('input[value=numbers]').click()");

    // Keys: to the third finding and back to the second.
    let order = browser.texts(SHOWN);
    browser.press("jjjk");
    assert_eq!(browser.run("return document.activeElement.id"), order[1].as_str());
    browser.press("jjjjj");
    assert_eq!(browser.run("return document.activeElement.id"), order[6].as_str());
    let inside = "const r = document.activeElement.getBoundingClientRect(); \
                  const bar = document.querySelector('.bar').getBoundingClientRect(); \
                  return r.top >= bar.bottom && r.bottom <= innerHeight";
    browser.wait(inside);
    assert_eq!(browser.run("return document.querySelectorAll('mark.hot').length >= 2"), true);
    assert_eq!(browser.run("return document.querySelectorAll('.s.linked').length >= 2"), true);
    browser.picture("walking");
    browser.press("?");
    assert_eq!(browser.run("return document.getElementById('help').open"), true);
    browser.picture("help");
    browser.press("\u{e00c}");
    assert_eq!(browser.run("return document.getElementById('help').open"), false);

    // Loaded again, the page comes back to the finding.
    browser.reload();
    browser.wait(&format!("return document.activeElement.id === '{}'", order[6]));

    // Search: paragraphs that hold the words, in either language.
    browser.press("/Venue");
    browser.wait("return document.querySelectorAll('.bead:not([hidden])').length === 1");
    assert_eq!(browser.run("return document.activeElement.id"), "search");
    browser.press("\u{e00c}");
    browser.wait("return document.querySelectorAll('.bead[hidden]').length === 0");
    quiet(&browser, &url);
}

/// Contrast of each text with what lies behind it, for all texts that can be seen; those below the ratio that WCAG asks for.
const FAINT: &str = "
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const colour = (css) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = (c) => { const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
    const behind = (e) => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255]; };
    const faint = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !e.checkVisibility({ contentVisibilityAuto: false }) || e.closest('script, style, [hidden]')) continue;
        const a = light(colour(getComputedStyle(e).color)), b = light(behind(e));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) faint.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 20)}`);
    }
    return [...new Set(faint)];";

#[test]
fn the_page_can_be_read_by_everyone() {
    let Some((_turn, browser)) = browser() else { return };
    let dir = tempfile::tempdir().unwrap();
    audit(dir.path(), &["--min-confidence", "0"]);
    let url = format!("file://{}/report.html", dir.path().display());
    for (name, width, height, dark) in [
        ("wide", 1440, 900, false),
        ("dark", 1440, 900, true),
        ("narrow", 820, 1000, false),
        ("phone", 390, 800, true),
    ] {
        browser.look(width, height, dark);
        browser.open(&url);
        browser.run("for (const d of document.querySelectorAll('details')) d.open = true");
        assert_eq!(browser.texts(FAINT), [""; 0], "{name}");
        browser.run("for (const d of document.querySelectorAll('.menu, .options')) d.open = false");
        browser.press("jjjjjj");
        browser.picture(name);
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        assert_eq!(browser.run(wide), true, "{name} scrolls sideways");
    }
    // Landmarks, and a name for everything that can be used.
    for role in ["header", "main", "nav[aria-label]", "[role=search][aria-label]"] {
        let count = format!("return document.querySelectorAll('{role}').length");
        assert_eq!(browser.run(&count), 1, "{role}");
    }
    let nameless = "return [...document.querySelectorAll('button, input, summary')].filter(e => \
        !(e.textContent.trim() || e.ariaLabel || e.closest('label')?.textContent.trim())).map(e => e.outerHTML)";
    assert_eq!(browser.texts(nameless), [""; 0]);
    let twice = "const seen = new Set(); return [...document.querySelectorAll('[id]')].map(e => e.id) \
        .filter(i => seen.has(i) || !seen.add(i))";
    assert_eq!(browser.texts(twice), [""; 0]);
    // Printed, nothing is left of the controls.
    browser.tools("Emulation.setEmulatedMedia", &serde_json::json!({"media": "print"}));
    assert_eq!(browser.run("return getComputedStyle(document.querySelector('.bar')).display"), "none");
    assert_eq!(browser.texts(FAINT), [""; 0], "print");
    quiet(&browser, &url);
}

/// A review that ends with the test.
struct Review {
    process: Child,
    url: String,
}

impl Review {
    fn start(folder: &Path) -> Self {
        let mut process =
            duikan().arg("review").arg(folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { process, url: url.trim().to_owned() }
    }
}

impl Drop for Review {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until a file holds a text.
#[track_caller]
fn wait_for(path: &Path, text: &str) {
    let begun = Instant::now();
    while !std::fs::read_to_string(path).unwrap_or_default().contains(text) {
        assert!(begun.elapsed() < Duration::from_secs(5), "{} never held {text}", path.display());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_dismissed_finding_stays_dismissed() {
    let Some((_turn, browser)) = browser() else { return };
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("report");
    audit(&folder, &[]);
    let decisions = folder.join("decisions.csv");
    let review = Review::start(&folder);
    browser.look(1440, 900, false);
    browser.open(&review.url);
    let order = browser.texts(SHOWN);
    browser.press("jjjd");
    wait_for(&decisions, &format!("{},dismissed,", order[2]));
    browser.picture("review");
    assert!(!browser.texts(SHOWN).contains(&order[2]));

    // Still so when the page is loaded again, and in a second window.
    browser.reload();
    browser.wait(&format!("return document.getElementById('{}').hidden", order[2]));
    let first = browser.second_window();
    browser.open(&review.url);
    browser.wait(&format!("return document.getElementById('{}').hidden", order[2]));
    let accept = format!("document.querySelector('#{} .accept').click()", order[4]);
    browser.run(&accept);
    wait_for(&decisions, &format!("{},accepted,", order[4]));
    browser.go_to(&first);
    browser.wait(&format!("return document.getElementById('{}').dataset.status === 'accepted'", order[4]));

    // A comment, as it is written.
    browser.run(&format!("document.getElementById('{}').focus()", order[5]));
    browser.press("c");
    browser.press("=see <b>, \"p. 3\" 参见");
    browser.run(&format!("document.querySelector('#{} textarea + .acts button').click()", order[5]));
    wait_for(&decisions, &format!("{},,\"'=see <b>, \"\"p. 3\"\" 参见\"", order[5]));
    assert_eq!(
        browser.run(&format!("return document.querySelector('#{} .comment').textContent", order[5])),
        "=see <b>, \"p. 3\" 参见"
    );

    // All of a check at once, and back again.
    browser.run("document.querySelector('.row button[value=dates]').click()");
    let dates: Vec<Value> = findings(&folder).into_iter().filter(|f| f["check"] == "dates").collect();
    assert!(!dates.is_empty());
    for f in &dates {
        wait_for(&decisions, &format!("{},dismissed,", f["id"].as_str().unwrap()));
    }
    browser.run("document.activeElement.blur()");
    browser.press("u");
    let back =
        dates.iter().map(|f| f["id"].as_str().unwrap()).find(|id| **id != *order[2]).unwrap_or(&order[2]);
    browser.wait(&format!(
        "return document.getElementById('{back}').dataset.status !== 'dismissed' || '{back}' === '{}'",
        order[2]
    ));

    // What another program writes into the table is seen too.
    let text = std::fs::read_to_string(&decisions)
        .unwrap()
        .replace(&format!("{},accepted,", order[4]), &format!("{},fixed,", order[4]));
    std::fs::write(&decisions, text).unwrap();
    browser.wait(&format!("return document.getElementById('{}').dataset.status === 'fixed'", order[4]));

    quiet(&browser, review.url.split('?').next().unwrap());
    drop(review);
    let summary = audit(&folder, &[]);
    assert!(summary.contains("1 dismissed"), "{summary}");
    for f in findings(&folder) {
        let status = f["status"].as_str().unwrap();
        let expected = match f["id"].as_str().unwrap() {
            id if id == order[2] => "dismissed",
            id if id == order[4] => "fixed",
            _ => "",
        };
        assert_eq!(status, expected, "{f}");
    }
    // And the page that opens from disk says so.
    let page = std::fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(page.contains("data-status=\"dismissed\""));
}

#[test]
fn a_thousand_paragraphs_do_not_lag() {
    let Some((_turn, browser)) = browser() else { return };
    let dir = tempfile::tempdir().unwrap();
    let mut pairs = String::new();
    for n in 1..=1000 {
        let source = format!(
            "那次洪水淹没了四千二百三十户人家，造成的损失达一亿二千万元。第{n}区最重。我们的水文站每天都向你们通报水位。\
             居民到现在还没有全部回到家里。专家们正在研究这个问题。"
        );
        let target = format!(
            "The flood inundated 4,320 households and caused losses of 120 million yuan. Area {n} was hit hardest. Our \
             hydrological stations report the water level to you every day. Not all of the residents have returned home yet. \
             Experts are studying the question."
        );
        pairs.push_str(&format!("{}\n", serde_json::json!({"id": n, "source": source, "target": target})));
    }
    let file = dir.path().join("pairs.jsonl");
    std::fs::write(&file, pairs).unwrap();
    let folder = dir.path().join("report");
    let done = duikan().args(["audit", "-q", "--pairs"]).arg(&file).arg("-o").arg(&folder).status().unwrap();
    assert!(done.success());
    let count = findings(&folder).len();
    assert!(count >= 1000, "{count}");
    browser.look(1440, 900, false);
    let begun = Instant::now();
    browser.open(&format!("file://{}/report.html", folder.display()));
    let loaded = begun.elapsed();
    // What the page itself costs, in processor time: this computer may have other things to do.
    browser.tools("Performance.enable", &serde_json::json!({"timeDomain": "threadTicks"}));
    let spent = || {
        let all = browser.tools("Performance.getMetrics", &serde_json::json!({}));
        let task = |m: &Value| (m["name"] == "TaskDuration").then(|| m["value"].as_f64().unwrap());
        all["metrics"].as_array().unwrap().iter().find_map(task).unwrap() * 1000.0
    };
    let cost = |script: &str, steps: usize| {
        let before = spent();
        browser.run(&format!(
            "window.done = false; const steps = {steps}; let n = 0;
             const step = () => {{ n += 1; {script}; if (n < steps) requestAnimationFrame(step); else setTimeout(() => {{ window.done = true; }}); }};
             requestAnimationFrame(step)"
        ));
        browser.wait("return window.done === true");
        #[allow(clippy::cast_precision_loss)]
        let each = (spent() - before) / steps as f64;
        each
    };
    let frame = cost("scrollTo(0, document.documentElement.scrollHeight * n / steps)", 60);
    let walk = cost("document.getElementById('next').click()", 20);
    let filter = cost("document.querySelector('input[name=severity]').click()", 6);
    println!(
        "{count} findings: opened in {loaded:?}, a frame {frame:.0} ms, a step {walk:.0} ms, a filter {filter:.0} ms"
    );
    // Far above what is measured, far below what a reader would call lag.
    assert!(loaded < Duration::from_secs(15), "{loaded:?}");
    assert!(frame < 100.0 && walk < 100.0 && filter < 500.0, "frame {frame}, step {walk}, filter {filter}");
}
