//! Writing the files of a folder together: all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `files` (name and content) into `folder`, which is made if it is not there.
///
/// Each is written whole under a temporary name in the same folder; when all are there they take their names, and if one
/// cannot, those that already did are put back as they were. A file that holds its content already is not touched.
///
/// # Errors
/// If something cannot be written. The folder then holds what it held before, and is gone if it was not there.
pub fn write_together(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        let what = "cannot write: is a file, not a folder";
        return Err(Error::new(what, "choose another --output").at(folder));
    }
    let made = missing_ancestors(folder);
    let done =
        fs::create_dir_all(folder).map_err(|e| cannot(folder, &e)).and_then(|()| replace(folder, files));
    if done.is_err() {
        for made in made {
            // Only what is empty again goes.
            let _ = fs::remove_dir(made);
        }
    }
    done
}

fn cannot(path: &Path, error: &io::Error) -> Error {
    let what = match error.kind() {
        io::ErrorKind::NotADirectory => "a file stands where a folder is needed",
        io::ErrorKind::IsADirectory => "a folder of that name is in the way",
        _ => return Error::io(path, "write", error),
    };
    Error::new(format!("cannot write: {what}"), "choose another --output").at(path)
}

/// The folders that `create_dir_all` would make, deepest first.
fn missing_ancestors(folder: &Path) -> Vec<PathBuf> {
    folder
        .ancestors()
        .take_while(|p| !p.as_os_str().is_empty() && fs::symlink_metadata(p).is_err())
        .map(Path::to_path_buf)
        .collect()
}

/// The three places of one file while it is being replaced.
struct Step {
    name: PathBuf,
    new: PathBuf,
    old: PathBuf,
}

fn replace(folder: &Path, files: &[(&str, Vec<u8>)]) -> Result<()> {
    let is_new = |(name, content): &&(&str, Vec<u8>)| {
        let path = folder.join(name);
        let same_length = fs::metadata(&path).is_ok_and(|m| m.is_file() && m.len() == content.len() as u64);
        !(same_length && fs::read(&path).is_ok_and(|old| old == *content))
    };
    let files: Vec<&(&str, Vec<u8>)> = files.iter().filter(is_new).collect();
    let steps: Vec<Step> = files
        .iter()
        .map(|(name, _)| {
            let beside = |what: &str| folder.join(format!(".{name}.{}.{what}", std::process::id()));
            Step { name: folder.join(name), new: beside("new"), old: beside("old") }
        })
        .collect();
    let mut replaced = 0;
    let mut result = Ok(());
    for (step, (_, content)) in steps.iter().zip(files) {
        result = fs::write(&step.new, content).map_err(|e| cannot(&step.name, &e));
        if result.is_err() {
            break;
        }
    }
    if result.is_ok() {
        for step in &steps {
            result = swap(step).map_err(|e| cannot(&step.name, &e));
            if result.is_err() {
                break;
            }
            replaced += 1;
        }
    }
    if result.is_err() {
        for step in &steps[..replaced] {
            let _ = if step.old.exists() {
                fs::rename(&step.old, &step.name)
            } else {
                fs::remove_file(&step.name)
            };
        }
    }
    for step in &steps {
        let _ = fs::remove_file(&step.new);
        let _ = fs::remove_file(&step.old);
    }
    result
}

/// Gives the new file its name, the old one kept beside it. At no moment is the name without a whole file.
fn swap(step: &Step) -> io::Result<()> {
    if step.name.is_file() {
        fs::hard_link(&step.name, &step.old).or_else(|_| fs::copy(&step.name, &step.old).map(|_| ()))?;
    }
    fs::rename(&step.new, &step.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        all.sort();
        all
    }

    #[test]
    fn a_failure_leaves_the_old_files_whole() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("report");
        write_together(&folder, &[("a", b"1".to_vec()), ("b", b"1".to_vec())]).unwrap();
        // A folder in the place of the third file cannot be replaced by a file.
        fs::create_dir_all(folder.join("c/inside")).unwrap();
        let new = [("a", b"2".to_vec()), ("new", b"2".to_vec()), ("c", b"2".to_vec()), ("b", b"2".to_vec())];
        assert!(write_together(&folder, &new).is_err());
        assert_eq!(names(&folder), ["a", "b", "c"]);
        assert_eq!(fs::read(folder.join("a")).unwrap(), b"1");
        assert_eq!(fs::read(folder.join("b")).unwrap(), b"1");
    }

    #[test]
    fn a_failure_leaves_no_folder_behind() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, b"").unwrap();
        assert!(write_together(&file, &[("a", Vec::new())]).is_err());
        assert!(write_together(&file.join("x/y"), &[("a", Vec::new())]).is_err());
        assert!(write_together(&dir.path().join("x/y"), &[("no/such/a", Vec::new())]).is_err());
        assert_eq!(names(dir.path()), ["file"]);
    }
}
