package ferrovirt_test

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"ferrovirt.org/go/ferrovirt/document"
	"ferrovirt.org/go/ferrovirt/document/capabilitiesxml"
	"ferrovirt.org/go/ferrovirt/document/domainxml"
	"ferrovirt.org/go/ferrovirt/document/networkxml"
	"ferrovirt.org/go/ferrovirt/document/storagepoolxml"
	"ferrovirt.org/go/ferrovirt/document/storagevolumexml"
)

// parsers has the kinds of documents that vectors read; what all kinds have in common is tested beside them.
var parsers = map[string]func(string, ...document.Mode) (any, error){
	"capabilities":   parser(capabilitiesxml.ParseCapabilities),
	"domain":         parser(domainxml.ParseDomain),
	"network":        parser(networkxml.ParseNetwork),
	"storage_pool":   parser(storagepoolxml.ParseStoragePool),
	"storage_volume": parser(storagevolumexml.ParseStorageVolume),
}

func parser[T any](parse func(string, ...document.Mode) (*T, error)) func(string, ...document.Mode) (any, error) {
	return func(text string, mode ...document.Mode) (any, error) { return orNil(parse(text, mode...)) }
}

func (r *vectorRun) read(step vectorStep) (any, error) {
	parse, ok := parsers[plainText(step["read"])]
	if !ok {
		return nil, errors.New("there is no such document")
	}
	mode := document.Lenient
	if string(step["strict"]) == "true" {
		mode = document.Strict
	}
	return parse(r.text(step["xml"]), mode)
}

func (r *vectorRun) print(step vectorStep) (any, error) {
	return r.value(step["print"]).(interface{ XML() (string, error) }).XML()
}

func (r *vectorRun) field(step vectorStep) (any, error) {
	found, err := fieldAt(reflect.ValueOf(r.value(step["of"])), plainText(step["field"]))
	if err != nil {
		return nil, err
	}
	return found.Interface(), nil
}

func (r *vectorRun) set(step vectorStep) (any, error) {
	place, err := fieldAt(reflect.ValueOf(r.value(step["of"])), plainText(step["set"]))
	if err != nil {
		return nil, err
	}
	return nil, fill(place, r.value(step["to"]))
}

func (r *vectorRun) diff(step vectorStep) (any, error) {
	older, newer := r.pair(step["diff"])
	return outcome(reflect.ValueOf(older).MethodByName("Diff").Call([]reflect.Value{reflect.ValueOf(newer)}))
}

// fieldAt follows names and indices, with dots between them.
func fieldAt(found reflect.Value, path string) (reflect.Value, error) {
	for name := range strings.SplitSeq(path, ".") {
		if index, err := strconv.Atoi(name); err == nil && found.Kind() == reflect.Slice && index < found.Len() {
			found = found.Index(index)
			continue
		}
		// A part that is not there has fields that are not set.
		if found.Kind() == reflect.Pointer && found.IsNil() {
			found = reflect.New(found.Type().Elem())
		}
		field, ok := fieldOf(found, name)
		if !ok {
			return reflect.Value{}, fmt.Errorf("there is no %q in %s", name, found.Type())
		}
		found = field
	}
	return found, nil
}
