//! Ferrovirt: the API with every driver of this build.
//!
//! ```no_run
//! # async fn example() -> ferrovirt::Result<()> {
//! let connection = ferrovirt::open("test:///default", Default::default()).await?;
//! for domain in connection.list_all_domains(Default::default()).await? {
//!     println!("{}: {:?}", domain.name(), domain.info().await?.state);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Outside of an executor, wrap a call in [`blocking::wait`].

mod drivers;

pub use drivers::DRIVERS;
pub use ferrovirt_api::*;
pub use ferrovirt_xml as xml;

/// Opens a connection; the scheme of the URI chooses the driver.
pub async fn open(uri: &str, options: OpenOptions) -> Result<Connection> {
    Connection::open(DRIVERS, uri, options).await
}
