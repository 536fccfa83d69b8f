//! Network filters and their bindings.

use super::*;

fn xml(name: &str, part: &str) -> String {
    format!("<filter name='{name}' chain='root'>{part}<rule action='drop' direction='in'/></filter>")
}

fn with_filter<T>(connection: &Connection, call: impl FnOnce(&NwFilter) -> T) -> T {
    let filter = done(connection.define_nwfilter_xml(&xml(&fresh(), "")));
    let answer = call(&filter);
    done(filter.undefine());
    answer
}

fn filter_gone(connection: &Connection) -> NwFilter {
    with_filter(connection, NwFilter::clone)
}

fn binding_xml(port_device: &str, filter: &str) -> String {
    format!(
        "<filterbinding><owner><name>g</name><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207e</uuid></owner>\
         <portdev name='{port_device}'/><mac address='52:54:00:00:00:01'/><filterref filter='{filter}'/></filterbinding>"
    )
}

fn with_binding<T>(connection: &Connection, call: impl FnOnce(&NwFilter, &NwFilterBinding) -> T) -> T {
    with_filter(connection, |filter| {
        let document = binding_xml(&fresh()[..12], &filter.name());
        let flags = NwFilterBindingCreateFlags::empty();
        let binding = done(connection.create_nwfilter_binding_xml(&document, flags));
        let answer = call(filter, &binding);
        done(binding.delete());
        answer
    })
}

fn binding_gone(connection: &Connection) -> NwFilterBinding {
    with_binding(connection, |_, binding| binding.clone())
}

/// Of filters and bindings.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllNWFilters",
        good: |connection| {
            with_filter(connection, |filter| {
                assert!(done(connection.list_all_nwfilters(0)).contains(filter));
                assert!(done(connection.list_nwfilter_names()).contains(&filter.name().to_string()));
                assert!(done(connection.count_nwfilters()) >= 1);
            });
        },
        bad: |_| tried(closed().list_all_nwfilters(0)),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virNWFilterLookupByName",
        good: |connection| {
            with_filter(connection, |filter| {
                assert_eq!(done(connection.lookup_nwfilter_by_name(&filter.name())), *filter);
            });
        },
        bad: |connection| tried(connection.lookup_nwfilter_by_name(&fresh())),
        code: ErrorCode::NoNwfilter,
    },
    Case {
        operation: "virNWFilterLookupByUUID",
        good: |connection| {
            with_filter(connection, |filter| {
                assert_eq!(done(connection.lookup_nwfilter_by_uuid(filter.uuid())).name(), filter.name());
            });
        },
        bad: |connection| tried(connection.lookup_nwfilter_by_uuid(Uuid::new_v4())),
        code: ErrorCode::NoNwfilter,
    },
    Case {
        operation: "virNWFilterDefineXMLFlags",
        good: |connection| {
            with_filter(connection, |filter| {
                let changed = done(filter.xml_desc(0)).replace("'drop'", "'reject'");
                let flags = NwFilterDefineFlags::VALIDATE;
                assert_eq!(done(connection.define_nwfilter_xml_flags(&changed, flags)), *filter);
                holds(&done(filter.xml_desc(0)), "action='reject'");
            });
        },
        bad: |connection| {
            // A filter that is a part of itself.
            let name = fresh();
            tried(connection.define_nwfilter_xml(&xml(&name, &format!("<filterref filter='{name}'/>"))))
        },
        code: ErrorCode::OperationFailed,
    },
    Case {
        operation: "virNWFilterGetXMLDesc",
        good: |connection| {
            with_filter(connection, |filter| {
                holds(&done(filter.xml_desc(0)), "<rule action='drop' direction='in' priority='500'/>");
            });
        },
        bad: |connection| tried(filter_gone(connection).xml_desc(0)),
        code: ErrorCode::NoNwfilter,
    },
    Case {
        operation: "virNWFilterUndefine",
        good: |connection| {
            fails(ErrorCode::NoNwfilter, "", connection.lookup_nwfilter_by_name(&filter_gone(connection).name()));
        },
        bad: |connection| with_binding(connection, |filter, _| tried(filter.undefine())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virConnectListAllNWFilterBindings",
        good: |connection| {
            with_binding(connection, |_, binding| {
                assert!(done(connection.list_all_nwfilter_bindings(0)).contains(binding));
            });
        },
        bad: |_| tried(closed().list_all_nwfilter_bindings(0)),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virNWFilterBindingLookupByPortDev",
        good: |connection| {
            with_binding(connection, |filter, binding| {
                let found = done(connection.lookup_nwfilter_binding_by_port_device(&binding.port_device()));
                assert_eq!(found.filter_name(), filter.name().as_str());
            });
        },
        bad: |connection| tried(connection.lookup_nwfilter_binding_by_port_device("nobody")),
        code: ErrorCode::NoNwfilterBinding,
    },
    Case {
        operation: "virNWFilterBindingCreateXML",
        good: |connection| {
            with_binding(connection, |filter, binding| {
                assert_eq!(binding.filter_name(), filter.name().as_str());
                let again = binding_xml(&binding.port_device(), &filter.name());
                let flags = NwFilterBindingCreateFlags::empty();
                fails(ErrorCode::OperationFailed, "exists", connection.create_nwfilter_binding_xml(&again, flags));
            });
        },
        bad: |connection| {
            let document = binding_xml("vnet7", &fresh());
            tried(connection.create_nwfilter_binding_xml(&document, NwFilterBindingCreateFlags::empty()))
        },
        code: ErrorCode::InternalError,
    },
    Case {
        operation: "virNWFilterBindingGetXMLDesc",
        good: |connection| {
            with_binding(connection, |_, binding| {
                holds(&done(binding.xml_desc(0)), &format!("<portdev name='{}'/>", binding.port_device()));
            });
        },
        bad: |connection| tried(binding_gone(connection).xml_desc(0)),
        code: ErrorCode::NoNwfilterBinding,
    },
    Case {
        operation: "virNWFilterBindingDelete",
        good: |connection| {
            let device = binding_gone(connection).port_device();
            fails(ErrorCode::NoNwfilterBinding, "", connection.lookup_nwfilter_binding_by_port_device(&device));
        },
        bad: |connection| tried(binding_gone(connection).delete()),
        code: ErrorCode::NoNwfilterBinding,
    },
];
