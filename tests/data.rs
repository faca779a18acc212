//! Every file under `data/` is listed in data/README.md, with its source.

use std::fs;
use std::path::Path;

fn files(folder: &Path, prefix: &str, out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            files(&path, &format!("{name}/"), out);
        } else {
            out.push(name);
        }
    }
}

#[test]
fn every_file_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let listed = fs::read_to_string(folder.join("README.md")).unwrap();
    let mut all = Vec::new();
    files(&folder, "", &mut all);
    all.retain(|f| f != "README.md" && !f.ends_with(".duikan") && !f.contains(".duikan/"));
    all.sort();
    let missing: Vec<&String> = all.iter().filter(|f| !listed.contains(&format!("`{f}`"))).collect();
    assert!(missing.is_empty(), "data/README.md does not list {missing:?}");
}
