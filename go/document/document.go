// Package document has what all documents share. The documents themselves are in the packages below it, one for each kind:
// domainxml, networkxml, storagepoolxml and so on.
//
// A field that may be left out is a pointer, a slice, an interface, or a word; nil and the empty word say that it is not
// set. [Of] makes a pointer of a value.
package document

// Of is a place that holds the value.
func Of[T any](value T) *T { return &value }

// Mode says how a document is read.
type Mode int

const (
	// Lenient leaves out what is not known.
	Lenient Mode = iota
	// Strict refuses what is not known, with its place.
	Strict
)

// YesNo is a truth value, or empty when it is not set.
type YesNo string

const (
	// Yes is true.
	Yes YesNo = "yes"
	// No is false.
	No YesNo = "no"
)

// YesNoOf is the word for a truth value.
func YesNoOf(value bool) YesNo {
	if value {
		return Yes
	}
	return No
}

// Bool is the truth value, and whether it is set.
func (w YesNo) Bool() (value, isSet bool) { return w == Yes, w != "" }

// OnOff is a truth value, or empty when it is not set.
type OnOff string

const (
	// On is true.
	On OnOff = "on"
	// Off is false.
	Off OnOff = "off"
)

// OnOffOf is the word for a truth value.
func OnOffOf(value bool) OnOff {
	if value {
		return On
	}
	return Off
}

// Bool is the truth value, and whether it is set.
func (w OnOff) Bool() (value, isSet bool) { return w == On, w != "" }

// RawElement is an element that is kept as it is: metadata, and what belongs to others.
type RawElement struct {
	// Name is the name with its prefix.
	Name string `document:"name,required"`
	// Attributes are attributes and namespace declarations, in order.
	Attributes []RawAttribute `document:"attributes"`
	// Children is what it contains, in order.
	Children []RawNode `document:"children"`
}

// RawAttribute is an attribute or namespace declaration.
type RawAttribute struct {
	// Name is the name with its prefix.
	Name string
	// Value is its value.
	Value string
}

// RawNode is what an element contains that is kept as it is.
//
// It is one of [*RawChild], [*RawText], [*RawComment].
type RawNode interface {
	isRawNode()
}

// RawChild is an element in an element.
type RawChild struct {
	// Value is the element.
	Value RawElement `document:"value,required"`
}

// RawText is text in an element.
type RawText struct {
	// Value is the text.
	Value string `document:"value,required"`
}

// RawComment is a comment in an element.
type RawComment struct {
	// Value is the text of the comment.
	Value string `document:"value,required"`
}

func (*RawChild) isRawNode()   {}
func (*RawText) isRawNode()    {}
func (*RawComment) isRawNode() {}
