//! The Spark job of docs/spark.md gives the findings of one process. It needs Java and PySpark: `DUIKAN_PYTHON` names a Python that
//! has it (`python3` unless told). Where they are not there the test says so and does nothing, unless `DUIKAN_PYTHON` is set.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Documents of the test, unless `DUIKAN_SPARK_DOCUMENTS` says how many.
fn count() -> usize {
    std::env::var("DUIKAN_SPARK_DOCUMENTS").ok().and_then(|n| n.parse().ok()).unwrap_or(2_000)
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|s| s.success())
}

/// The beads of the texts in tests/align: Chinese and English.
fn beads(root: &Path) -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root.join("tests/align")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    let mut all = Vec::new();
    for folder in folders {
        let lines = |name: &str| -> Vec<String> {
            fs::read_to_string(folder.join(name)).unwrap().lines().map(str::to_owned).collect()
        };
        let (zh, en) = (lines("zh"), lines("en"));
        for bead in lines("gold") {
            let (source, target) = bead.split_once(':').unwrap();
            let text = |ids: &str, side: &[String], between: &str| -> String {
                let ids = ids.trim_matches(['[', ']']).split(',').filter_map(|k| k.parse::<usize>().ok());
                ids.map(|k| side[k].clone()).collect::<Vec<_>>().join(between)
            };
            all.push((text(source, &zh, ""), text(target, &en, " ")));
        }
    }
    // Lines of code and numbers make no document of their own.
    all.retain(|(source, _)| source.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
    all
}

/// Short documents, no two alike: a few beads from one place, the digits of the translation changed in some.
fn documents(root: &Path) -> String {
    let beads = beads(root);
    let mut out = String::new();
    for n in 0..count() {
        let at = n * 7 % beads.len();
        let part: Vec<&(String, String)> = (0..3 + n % 3).map(|k| &beads[(at + k) % beads.len()]).collect();
        let source = part.iter().map(|b| b.0.as_str()).collect::<Vec<_>>().join("\n\n");
        let mut target = part.iter().map(|b| b.1.as_str()).collect::<Vec<_>>().join("\n\n");
        if n % 5 == 0 {
            target = target.replace('2', "7");
        }
        // One that is no document.
        let source = if n == 1_234 { String::new() } else { source };
        let line = serde_json::json!({"id": format!("d{n}"), "source": source, "target": target});
        out.push_str(&format!("{line}\n"));
    }
    out
}

#[test]
fn spark_gives_the_findings_of_one_process() {
    let named = std::env::var("DUIKAN_PYTHON");
    let python = named.clone().unwrap_or_else(|_| "python3".to_owned());
    if !runs("java", &["-version"]) || !runs(&python, &["-c", "import pyspark"]) {
        assert!(named.is_err(), "no Java, or no PySpark in {python}");
        eprintln!("NOT RUN: Spark; no Java or no PySpark here (docs/spark.md says how to install them)");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let duikan = env!("CARGO_BIN_EXE_duikan");
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out"));
    fs::write(&input, documents(root)).unwrap();

    let begun = Instant::now();
    let one = Command::new(duikan)
        .args(["audit", "--no-config", "--format", "jsonl", "--output", "-", "--documents"])
        .arg(&input)
        .output()
        .unwrap();
    assert_eq!(one.status.code(), Some(2), "{}", String::from_utf8_lossy(&one.stderr));
    let alone = begun.elapsed();
    let job = Command::new(&python)
        .arg(root.join("tests/spark/audit.py"))
        .args([duikan, input.to_str().unwrap(), output.to_str().unwrap()])
        .env("PYSPARK_PYTHON", &python)
        .output()
        .unwrap();
    let times = format!("one process {alone:.0?}, Spark {:.0?}", begun.elapsed() - alone);
    assert!(job.status.success(), "{}", String::from_utf8_lossy(&job.stderr));

    let mut parts: Vec<PathBuf> = fs::read_dir(&output)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.file_name().unwrap().to_string_lossy().starts_with("part-"))
        .collect();
    parts.sort();
    assert!(parts.len() > 1);
    // The number of a bad line counts from where its part begins.
    let lines = |text: &str| -> Vec<serde_json::Value> {
        let line = |l: &str| {
            let mut value: serde_json::Value = serde_json::from_str(l).unwrap();
            value.as_object_mut().unwrap().remove("line");
            value
        };
        text.lines().map(line).collect()
    };
    let spark: Vec<_> = parts.iter().flat_map(|p| lines(&fs::read_to_string(p).unwrap())).collect();
    let single = lines(&String::from_utf8(one.stdout).unwrap());
    assert_eq!(spark.len(), single.len());
    assert!(spark == single, "the same findings in another order or with other content");
    let errors: BTreeSet<String> =
        single.iter().filter_map(|l| Some(format!("{} {}", l["id"], l.get("error")?))).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let with: BTreeSet<&str> = single.iter().filter_map(|l| l["document"].as_str()).collect();
    eprintln!(
        "Spark: {} documents, {} findings in {} of them; {}",
        count(),
        single.len() - 1,
        with.len(),
        times
    );
}
