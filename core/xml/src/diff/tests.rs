//! Tests of the structural difference.

use super::diff;
use crate::domain::Domain;
use crate::{Document, ParseOptions, RawElement};

fn raw(text: &str) -> RawElement {
    RawElement::parse(text, &ParseOptions::default()).unwrap()
}

/// The changes as lines of path, old and new; `-` stands for nothing.
fn check(old: &str, new: &str, expected: &[&str]) {
    let shown = |value: Option<String>| value.unwrap_or("-".to_owned());
    let changes = diff(&raw(old), &raw(new));
    let lines: Vec<String> = changes
        .into_iter()
        .map(|change| format!("{} {} {}", change.path, shown(change.old), shown(change.new)))
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn values_change() {
    check("<a b='1'><c>x</c></a>", "<a b='1'> <c>x</c> </a>", &[]);
    check("<a b='1' d='2'/>", "<a d='3' e='4'/>", &["/a/@b 1 -", "/a/@d 2 3", "/a/@e - 4"]);
    check("<a><c>x</c></a>", "<a><c>y</c></a>", &["/a/c/text() x y"]);
    check("<a><c>x</c></a>", "<a><d e='1'/></a>", &["/a/c x -", "/a/d - <d e='1'/>"]);
    check("<a/>", "<b/>", &["/ <a/> <b/>"]);
    check("<a><!--x--></a>", "<a/>", &["/a/comment() x -"]);
}

#[test]
fn elements_are_matched_by_what_identifies_them() {
    let disk = |dev: &str, cache: &str| format!("<disk><driver cache='{cache}'/><target dev='{dev}'/></disk>");
    let disks = |disks: &[String]| format!("<devices>{}</devices>", disks.concat());
    check(
        &disks(&[disk("vda", "none"), disk("vdb", "none")]),
        &disks(&[disk("vdb", "unsafe")]),
        &[
            "/devices/disk[target/@dev='vda'] <disk>\n  <driver cache='none'/>\n  <target dev='vda'/>\n</disk> -",
            "/devices/disk[target/@dev='vdb']/driver/@cache none unsafe",
        ],
    );
    check(
        "<d><c type='pci' index='0'/><c type='usb' index='0'/></d>",
        "<d><c type='pci' index='0'/><c type='usb' index='0' model='x'/></d>",
        &["/d/c[@type='usb' and @index='0']/@model - x"],
    );
}

#[test]
fn elements_without_identity_are_matched_by_content_and_order() {
    check("<a><b>1</b><b>2</b><b>3</b></a>", "<a><b>1</b><b>3</b></a>", &["/a/b[2] 2 -"]);
    check("<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>4</b></a>", &["/a/b[2]/text() 2 4"]);
    check("<a><b c='1'/><b/></a>", "<a><b c='2'/><b/></a>", &["/a/b[1]/@c 1 2"]);
}

#[test]
fn order_counts() {
    check(
        "<os><boot dev='hd'/><boot dev='network'/></os>",
        "<os><boot dev='network'/><boot dev='hd'/></os>",
        &["/os/boot[@dev='hd']/position() 1 2"],
    );
    check("<a><b/><c/></a>", "<a><c/><b/></a>", &["/a/b/position() 1 2"]);
}

#[test]
fn unset_differs_from_default() {
    let domain = |rest: &str| {
        let text = format!("<domain type='kvm'><name>x</name>{rest}</domain>");
        Domain::parse(&text, &ParseOptions::default()).unwrap()
    };
    let changes = domain("").diff(&domain("<on_reboot>restart</on_reboot>")).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].to_string(), "/domain/on_reboot: nothing became 'restart'");
    assert_eq!(domain("").diff(&domain("")).unwrap(), []);
}
