//! Hosts that a document describes: `test:///PATH`.

use super::*;

fn guest(name: &str, more: &str) -> String {
    format!(
        "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>{name}</name>\
         <memory>1024</memory><os><type>hvm</type></os>{more}</domain>"
    )
}

/// Opens a host of these objects; files beside the document are given by name.
fn open(content: &str, files: &[(&str, &str)]) -> Result<Connection> {
    let directory = tempfile::tempdir().expect("a temporary directory");
    for (name, content) in files.iter().chain(&[("node.xml", content)]) {
        std::fs::write(directory.path().join(name), content).expect("a file");
    }
    let uri = format!("test://{}", directory.path().join("node.xml").display());
    wait(ferrovirt::open(&uri, OpenOptions::default()))
}

#[test]
fn guests_begin_as_their_document_says() {
    let snapshot = "<test:domainsnapshot><name>s</name><state>shutoff</state><creationTime>1</creationTime>\
                    <active>1</active></test:domainsnapshot>";
    let content = format!(
        "<node>{}{}{}{}<domain file='file.xml'/><cpu><mhz>6000</mhz><model>i986</model><active>50</active>\
         <nodes>4</nodes></cpu><memory>77</memory></node>",
        guest("plain", ""),
        guest("paused", "<test:runstate>3</test:runstate>"),
        guest(
            "saved",
            &format!("<test:runstate>5</test:runstate><test:hasmanagedsave>1</test:hasmanagedsave>{snapshot}")
        ),
        guest("transient", "<test:transient/><test:runstate>6</test:runstate>"),
    );
    let connection = open(
        &content,
        &[
            ("file.xml", &guest("from-a-file", "<test:domainsnapshot file='snapshot.xml'/>")),
            (
                "snapshot.xml",
                "<domainsnapshot><name>t</name><state>running</state><creationTime>1</creationTime></domainsnapshot>",
            ),
        ],
    )
    .expect("a host");
    let find = |name: &str| done(connection.lookup_domain_by_name(name));
    assert_eq!(done(find("plain").state(0)).state, DomainState::Running);
    assert_eq!(done(find("paused").state(0)).state, DomainState::Paused);
    assert!(done(find("from-a-file").is_active()) && !done(find("transient").is_persistent()));
    let crashed = find("transient");
    assert_eq!((done(crashed.state(0)).state, done(crashed.is_active())), (DomainState::Crashed, true));
    done(find("from-a-file").lookup_snapshot_by_name("t", 0));
    let saved = find("saved");
    assert!(!done(saved.is_active()) && done(saved.has_managed_save_image(0)));
    assert_eq!(&*done(saved.current_snapshot(0)).name(), "s");
    hides(&document(&saved), "test:");
    let node = done(connection.node_info());
    assert_eq!((&*node.model, node.mhz, node.cpus, node.nodes, node.memory), ("i986", 6000, 50, 4, 77));
}

#[test]
fn each_connection_has_a_host_of_its_own() {
    let content = format!("<node>{}</node>", guest("alone", ""));
    let (first, second) = (open(&content, &[]).expect("a host"), open(&content, &[]).expect("a host"));
    done(done(first.lookup_domain_by_name("alone")).destroy());
    assert!(done(done(second.lookup_domain_by_name("alone")).is_active()));
}

#[test]
fn documents_that_describe_no_host_are_refused() {
    let check = |content: &str, words: &str| {
        let error = open(content, &[]).map(drop).expect_err("no host");
        assert!(error.to_string().contains(words), "'{error}' does not say '{words}'");
    };
    check("<nod/>", "expecting root element of 'node', not 'nod'");
    check("<node><domain file='missing.xml'/></node>", "missing.xml");
    check("<node><cpu><nodes>0</nodes></cpu></node>", "between 1 and");
    check("<node><memory>much</memory></node>", "'much' is not a number");
    check(&format!("<node>{}</node>", guest("a", "<test:runstate>9</test:runstate>")), "'9' out of range");
    let off = "<test:runstate>5</test:runstate><test:transient>1</test:transient>";
    check(&format!("<node>{}</node>", guest("a", off)), "transient domain cannot have runstate");
    let saved = "<test:hasmanagedsave>1</test:hasmanagedsave>";
    check(&format!("<node>{}</node>", guest("a", saved)), "managedsave");
}

/// Answers with one name and one password.
struct Answers(&'static str, &'static str);

impl authentication::Authenticator for Answers {
    fn kinds(&self) -> &[CredentialType] {
        &[CredentialType::AuthenticationName, CredentialType::Passphrase]
    }

    fn answer<'a>(
        &'a self,
        requests: &'a [authentication::CredentialRequest],
    ) -> DriverFuture<'a, Vec<Option<String>>> {
        let answer = |request: &authentication::CredentialRequest| match request.kind {
            CredentialType::Passphrase => Some(self.1.to_owned()),
            _ => Some(self.0.to_owned()),
        };
        driver::ready(Ok(requests.iter().map(answer).collect()))
    }
}

#[test]
fn a_host_asks_who_comes() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let path = directory.path().join("node.xml");
    std::fs::write(&path, "<node><auth><user password='secret'>ann</user><user>bob</user></auth></node>")
        .expect("a file");
    let uri = format!("test://{}", path.display());
    let open = |name, password| {
        let authenticator: std::sync::Arc<dyn authentication::Authenticator> =
            std::sync::Arc::new(Answers(name, password));
        wait(ferrovirt::open(&uri, OpenOptions { authenticator: Some(authenticator), ..OpenOptions::default() }))
            .map(drop)
    };
    assert!(open("ann", "secret").is_ok() && open("bob", "").is_ok());
    for (name, password) in [("ann", "wrong"), ("eve", "secret")] {
        assert_eq!(open(name, password).expect_err("a stranger").code(), ErrorCode::AuthFailed);
    }
    fails(ErrorCode::AuthFailed, "", ferrovirt::open(&uri, OpenOptions::default()));
}
