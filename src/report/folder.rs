//! Writing the files of a folder together: all of them or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `files` (name and content) into `folder`, which is made if it is not there.
///
/// Each is written whole under a temporary name in the same folder; when all are there they take their names, and if one
/// cannot, those that already did are put back as they were. A file that holds its content already is not touched. Who may read
/// and write a file stays as it was, and so does a link: the file that it leads to is written.
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

/// Writes one file, whole or not at all.
///
/// # Errors
/// If `path` names no file, or it cannot be written. Then what was there before is still there.
pub fn write_one(path: &Path, content: Vec<u8>) -> Result<()> {
    let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
        return Err(Error::new("is no file name", "name a file in plain characters").at(path));
    };
    if path.is_dir() {
        return Err(Error::new("is a folder, not a file", "name a file").at(path));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write_together(folder, &[(name, content)])
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
            let name = folder.join(name);
            let name = if name.is_symlink() { name.canonicalize().unwrap_or(name) } else { name };
            let last = name.file_name().unwrap_or_default().to_string_lossy();
            let beside = |what: &str| name.with_file_name(format!(".{last}.{}.{what}", std::process::id()));
            let (new, old) = (beside("new"), beside("old"));
            Step { name, new, old }
        })
        .collect();
    let mut replaced = 0;
    let mut result = Ok(());
    for (step, (_, content)) in steps.iter().zip(files) {
        result = write_like(&step.name, &step.new, content).map_err(|e| cannot(&step.name, &e));
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

/// Writes a new file with the rights of an old one.
fn write_like(old: &Path, new: &Path, content: &[u8]) -> io::Result<()> {
    fs::write(new, content)?;
    match fs::metadata(old) {
        Ok(there) => fs::set_permissions(new, there.permissions()),
        Err(_) => Ok(()),
    }
}

/// Gives the new file its name, the old one kept beside it. At no moment is the name without a whole file.
fn swap(step: &Step) -> io::Result<()> {
    if step.name.is_file() {
        // What a run left behind that was killed at this very place may be this same file under another name.
        let _ = fs::remove_file(&step.old);
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

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_rights_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("in/link"));
        fs::create_dir(dir.path().join("in")).unwrap();
        fs::write(&file, b"1").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("../file", &link).unwrap();
        write_one(&link, b"2".to_vec()).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"2");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(
            (names(dir.path()), names(&dir.path().join("in"))),
            (vec!["file".into(), "in".into()], vec!["link".into()])
        );
        assert!(write_one(dir.path(), Vec::new()).is_err());
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
