//! How a connection finds its instance: `qemu:///embed?root=DIR` and `qemu:///session`.

use std::sync::Arc;

use ferrovirt_api::driver::waiting;
use ferrovirt_api::{ConnectUri, DriverFuture, Drivers, Error, ErrorCode, ErrorDomain, OpenOptions, Result, runtime};
use ferrovirt_host::{Host, RealHost};

use crate::driver::QemuDriver;
use crate::instance::{Instance, Opening};
use crate::layout::{Layout, UserDirectories};

/// Opens a connection.
pub fn open(uri: ConnectUri, _options: OpenOptions) -> DriverFuture<'static, Drivers> {
    waiting(async move {
        // On the I/O threads, and to its end: an instance that is half open would keep its root from everybody.
        let opened = runtime::spawn(async move {
            let opening = opening(&uri, Arc::new(RealHost::new()))?;
            Instance::open(opening).await
        })?;
        let instance = opened.await.map_err(|error| Error::internal(ErrorDomain::Qemu, error.to_string()))??;
        Ok(Drivers::of_hypervisor(Arc::new(QemuDriver::new(instance))))
    })
}

/// What a URI asks for.
fn opening(uri: &ConnectUri, host: Arc<dyn Host>) -> Result<Opening> {
    let refuse = |detail: String| Error::new(ErrorCode::NoConnect, ErrorDomain::Qemu, detail);
    if uri.transport().is_some() || uri.host().is_some() {
        return Err(refuse(uri.to_string())
            .with_hint("this build reaches only its own host: use qemu:///session or qemu:///embed?root=DIR"));
    }
    let (layout, text) = match uri.path() {
        "/embed" => {
            uri.refuse_other_parameters(&["root"])?;
            let root = uri.parameter("root").filter(|root| !root.is_empty()).ok_or_else(|| {
                refuse(format!("the URI '{uri}' has no root directory"))
                    .with_hint("use qemu:///embed?root=/some/directory")
            })?;
            if !root.starts_with('/') {
                return Err(refuse(format!("root path '{root}' of the URI '{uri}' is not absolute")));
            }
            (Layout::embed(root, &short_directory(&*host)?), uri.to_string())
        }
        "/session" => {
            uri.refuse_other_parameters(&[])?;
            (Layout::session(&user_directories(&*host)?), uri.to_string())
        }
        "/system" => {
            return Err(refuse(format!("the connection '{uri}' needs the daemon, which this build does not have"))
                .with_hint("use qemu:///session or qemu:///embed?root=DIR"));
        }
        path => {
            return Err(Error::internal(
                ErrorDomain::Qemu,
                format!("unexpected QEMU URI path '{path}', try qemu:///session"),
            )
            .with_hint("the paths are /session and /embed"));
        }
    };
    Ok(Opening { host, layout, uri: text, privileged: false })
}

/// A short directory that belongs to this user, for sockets that fit nowhere else.
fn short_directory(host: &dyn Host) -> Result<String> {
    Ok(format!("{}/ferrovirt", user_directories(host)?.runtime))
}

fn user_directories(host: &dyn Host) -> Result<UserDirectories> {
    let system = host.system();
    let variable = |name: &str| system.variable(name)?.into_string().ok().filter(|path| path.starts_with('/'));
    let uid = system.effective_uid();
    let home = || -> Result<String> {
        if let Some(home) = variable("HOME") {
            return Ok(home);
        }
        let home = system.home_directory(uid).map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        home.and_then(|home| home.into_os_string().into_string().ok()).ok_or_else(|| {
            Error::internal(ErrorDomain::Qemu, format!("Unable to determine home directory of user {uid}"))
        })
    };
    let below_home = |name: &str, directory: &str| -> Result<String> {
        match variable(name) {
            Some(path) => Ok(path),
            None => Ok(format!("{}/{directory}", home()?)),
        }
    };
    let cache = below_home("XDG_CACHE_HOME", ".cache")?;
    let runtime = match variable("XDG_RUNTIME_DIR") {
        Some(path) => path,
        None if uid == 0 => "/run/user/0".to_owned(),
        // What libvirt falls back to.
        None => cache.clone(),
    };
    Ok(UserDirectories { config: below_home("XDG_CONFIG_HOME", ".config")?, cache, runtime })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, expected: Result<&str, ErrorCode>) {
        let uri = ConnectUri::parse(uri).expect("a valid URI");
        let opening = opening(&uri, Arc::new(RealHost::new()));
        let found = opening.map(|opening| opening.layout.config_directory).map_err(|error| error.code());
        assert_eq!(found.as_deref().map_err(|code| *code), expected, "{uri}");
    }

    #[test]
    fn paths_of_the_uri() {
        check("qemu:///embed?root=/r", Ok("/r/etc/qemu"));
        check("qemu:///embed?root=%2Fr%20s/", Ok("/r s/etc/qemu"));
        check("qemu:///embed", Err(ErrorCode::NoConnect));
        check("qemu:///embed?root=r", Err(ErrorCode::NoConnect));
        check("qemu:///embed?root=/r&x=1", Err(ErrorCode::InvalidArg));
        check("qemu:///system", Err(ErrorCode::NoConnect));
        check("qemu+ssh:///session", Err(ErrorCode::NoConnect));
        check("qemu:///other", Err(ErrorCode::InternalError));
    }
}
