//! What stands in the parentheses of `#[element(...)]`, `#[group(...)]` and `#[xml(...)]`.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitInt, LitStr, Meta, Path, Token};

/// The arguments of `#[element]` and `#[group]`.
#[derive(Default)]
pub struct Declaration {
    /// The element's name.
    pub tag: Option<LitStr>,
    /// The attribute that picks a union's variant.
    pub by: Option<LitStr>,
    /// The child element that holds a variant's payload.
    pub child: Option<LitStr>,
    /// Whether it has an end tag of its own even with nothing in it.
    pub open: bool,
    /// Whether the variants are child elements.
    pub choice: bool,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut declaration = Declaration::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                declaration.tag = Some(input.parse()?);
            } else {
                let word: Ident = input.parse()?;
                match word.to_string().as_str() {
                    "choice" => declaration.choice = true,
                    "open" => declaration.open = true,
                    "by" => declaration.by = Some(parse_value(input)?),
                    "child" => declaration.child = Some(parse_value(input)?),
                    _ => return Err(syn::Error::new(word.span(), "expected `by`, `child`, `choice` or `open`")),
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(declaration)
    }
}

fn parse_value<T: Parse>(input: ParseStream<'_>) -> syn::Result<T> {
    input.parse::<Token![=]>()?;
    input.parse()
}

/// The arguments of `#[xml(...)]` on a field or a variant.
#[derive(Default)]
pub struct Placement {
    /// The path of a field, or the word of a variant.
    pub path: Option<LitStr>,
    /// Shown only in the live view.
    pub live: bool,
    /// Shown only in the secure view.
    pub secret: bool,
    /// Shown only in status files.
    pub status: bool,
    /// A plain field that may be absent.
    pub default: bool,
    /// The variant for an absent attribute, which writes none.
    pub unset: bool,
    /// The variant for every other value, whose payload has the attribute itself.
    pub any: bool,
    /// Written after the children of all other fields.
    pub last: bool,
    /// Content of the same element, though its type is an element by itself.
    pub flatten: bool,
    /// The release of the reference that had it first.
    pub since: Option<LitStr>,
    /// The drivers that know it, where not all do; separated by commas.
    pub drivers: Option<LitStr>,
    /// The function that decides whether the value is shown.
    pub when: Option<Path>,
    /// An integer attribute in hexadecimal, with at least this many digits.
    pub hex: Option<LitInt>,
    /// The greatest value of a hexadecimal attribute.
    pub max: Option<LitInt>,
}

impl Parse for Placement {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut placement = Placement::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                placement.path = Some(input.parse()?);
            } else if input.peek(Token![default]) {
                input.parse::<Token![default]>()?;
                placement.default = true;
            } else {
                let word: Ident = input.parse()?;
                match word.to_string().as_str() {
                    "live" => placement.live = true,
                    "secret" => placement.secret = true,
                    "status" => placement.status = true,
                    "unset" => placement.unset = true,
                    "any" => placement.any = true,
                    "flatten" => placement.flatten = true,
                    "last" => placement.last = true,
                    "hex" => placement.hex = Some(parse_value(input)?),
                    "max" => placement.max = Some(parse_value(input)?),
                    "since" => placement.since = Some(parse_value(input)?),
                    "drivers" => placement.drivers = Some(parse_value(input)?),
                    "when" => placement.when = Some(parse_value(input)?),
                    _ => return Err(syn::Error::new(word.span(), "unknown word in #[xml(...)]")),
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(placement)
    }
}

impl Placement {
    /// Takes the `#[xml]` attribute out of `attributes`.
    pub fn take(attributes: &mut Vec<Attribute>) -> syn::Result<Placement> {
        let Some(index) = attributes.iter().position(|attribute| attribute.path().is_ident("xml")) else {
            return Ok(Placement::default());
        };
        attributes.remove(index).parse_args()
    }
}

/// The text, or an empty one.
pub fn text(literal: Option<&LitStr>) -> LitStr {
    literal.cloned().unwrap_or_else(|| LitStr::new("", Span::call_site()))
}

/// The text of the doc comments among `attributes`, one line each.
pub fn docs(attributes: &[Attribute]) -> LitStr {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(meta) = &attribute.meta
            && meta.path.is_ident("doc")
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    LitStr::new(&lines.join("\n"), Span::call_site())
}
