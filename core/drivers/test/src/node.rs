//! Node documents: what a host of `test:///PATH` is made of. It must not know what the objects in them mean.

use std::path::{Path, PathBuf};

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_host::Host;
use ferrovirt_xml::tree::Tree;
use ferrovirt_xml::{ParseOptions, RawElement, RawNode};

/// The element that holds a whole host.
const ROOT: &str = "node";

/// Somebody who may open connections to a host.
pub struct User {
    /// The name.
    pub name: String,
    /// The password; without one, the name is enough.
    pub password: Option<String>,
}

/// The description of a host: its processors and memory, and its objects, in place or in files of their own.
pub struct NodeDocument<'a> {
    host: &'a dyn Host,
    text: String,
    directory: PathBuf,
}

impl<'a> NodeDocument<'a> {
    /// Reads the document in a file.
    pub fn read(host: &'a dyn Host, path: &Path) -> Result<NodeDocument<'a>> {
        let text = read(host, path)?;
        let tree = Tree::parse(&text, &ParseOptions::default())?;
        if tree.root().name() != ROOT {
            let name = tree.root().name();
            return Err(tree.root().error(&format!("expecting root element of '{ROOT}', not '{name}'")));
        }
        let directory = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(NodeDocument { host, text, directory })
    }

    /// Who may come in; nobody is named where everybody may.
    pub fn users(&self) -> Result<Vec<User>> {
        let tree = Tree::parse(&self.text, &ParseOptions::default())?;
        let mut users = Vec::new();
        for authentication in tree.root().children("auth") {
            for user in authentication.children("user") {
                let name = user.text().unwrap_or_default().trim().to_owned();
                if name.is_empty() {
                    return Err(user.error("missing username in /node/auth/user field"));
                }
                users.push(User { name, password: user.attribute("password").map(str::to_owned) });
            }
        }
        Ok(users)
    }

    /// The objects of this element name, in order. One that names a file is read from there, from beside the document.
    pub fn objects(&self, name: &str) -> Result<Vec<RawElement>> {
        let tree = Tree::parse(&self.text, &ParseOptions::default())?;
        tree.root().children(name).map(|node| self.resolve(RawElement::read(node))).collect()
    }

    /// The objects of this element name within another one, each in place or in a file of its own.
    pub fn children(&self, parent: &RawElement, name: &str) -> Result<Vec<RawElement>> {
        let elements = parent.children.iter().filter_map(|child| match child {
            RawNode::Element(element) if element.name == name => Some(element),
            _ => None,
        });
        elements.map(|element| self.resolve(element.clone())).collect()
    }

    fn resolve(&self, element: RawElement) -> Result<RawElement> {
        match element.attribute("file") {
            None => Ok(element),
            Some(file) => self.file(file, &element.name),
        }
    }

    /// The object of this element name in a file beside the document.
    pub fn file(&self, file: &str, name: &str) -> Result<RawElement> {
        let path = self.directory.join(file);
        let found = RawElement::parse(&read(self.host, &path)?, &ParseOptions::default())?;
        match found.name == name {
            true => Ok(found),
            false => {
                Err(malformed(format!("'{}' holds an <{}> where a <{name}> is expected", path.display(), found.name)))
            }
        }
    }

    /// The number in an element that is reached by these names; nothing where it is not there.
    pub fn number(&self, names: &[&str]) -> Result<Option<u64>> {
        let Some(text) = self.text(names)? else { return Ok(None) };
        let number = text.trim().parse();
        number.map(Some).map_err(|_| malformed(format!("node {} '{text}' is not a number", names.join("/"))))
    }

    /// The text of an element that is reached by these names.
    pub fn text(&self, names: &[&str]) -> Result<Option<String>> {
        let tree = Tree::parse(&self.text, &ParseOptions::default())?;
        Ok(tree.root().descend(names).and_then(|node| node.text()).map(|text| text.into_owned()))
    }
}

fn read(host: &dyn Host, path: &Path) -> Result<String> {
    let limit = ParseOptions::default().limits.bytes;
    let bytes = host.files().read(path, limit).map_err(|error| error.into_error(ErrorDomain::Test))?;
    String::from_utf8(bytes).map_err(|_| malformed(format!("'{}' is not UTF-8", path.display())))
}

fn malformed(detail: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Test, detail)
}
