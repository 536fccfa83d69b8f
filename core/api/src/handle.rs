//! What handles of all kinds have in common, but for connections and domains.

/// Makes a handle around an identity: a plain value, whose clones share connection and identity.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $identity:ident, [$($($key:ident).+),+]) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(std::sync::Arc<(Connection, $identity)>);

        impl $name {
            /// A handle for what a driver found.
            pub fn new(connection: Connection, identity: $identity) -> $name {
                $name(std::sync::Arc::new((connection, identity)))
            }

            /// The connection that it came from.
            pub fn connection(&self) -> &Connection {
                &self.0.0
            }

            /// What tells it from others of its kind.
            pub fn identity(&self) -> &$identity {
                &self.0.1
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                $(self.identity().$($key).+ == other.identity().$($key).+ &&)+ self.connection().is_same(other.connection())
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                $(self.identity().$($key).+.hash(state);)+
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter
                    .debug_struct(stringify!($name))
                    $(.field(stringify!($($key).+), &self.identity().$($key).+))+
                    .finish()
            }
        }
    };
}

pub(crate) use handle;
