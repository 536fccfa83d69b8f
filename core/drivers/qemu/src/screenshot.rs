//! Pictures of a guest's screen.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ferrovirt_api::{Error, ErrorDomain, Result, Screenshot, Stream, runtime};

use crate::guest::Guest;
use crate::instance::Instance;
use crate::lifecycle::invalid;
use crate::qmp::ScreendumpFormat;

/// The largest picture that is read.
const PICTURE_MAX: usize = 256 << 20;

/// Two pictures at once must not share a file.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Takes a picture.
pub async fn take(instance: Arc<Instance>, guest: Arc<Guest>, screen: u32) -> Result<Screenshot> {
    let work = move |guest: Arc<Guest>| async move {
        let control = guest.control()?;
        let video = {
            let view = guest.view();
            let videos = view.live.as_ref().map(|live| live.devices.videos.as_slice()).unwrap_or_default();
            if videos.is_empty() {
                return Err(invalid(&guest, "no screens to take screenshot from"));
            }
            let index = usize::try_from(screen).unwrap_or(usize::MAX);
            videos.get(index).map(|video| video.info.alias.clone())
        };
        let device = video.ok_or_else(|| {
            guest.about(Error::invalid_argument(ErrorDomain::Qemu, format!("no such screen ID: {screen}")))
        })?;
        // Without a name QEMU takes the first screen.
        let device = device.filter(|_| screen > 0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = format!("{}/screenshot-{number}", control.paths.library_directory);
        let dump = |format| {
            let head = device.as_ref().map(|_| 0);
            control.monitor.screendump(&path, device.as_deref(), head, format)
        };
        let (outcome, mime_type) = match dump(ScreendumpFormat::Png).await {
            Ok(()) => (Ok(()), "image/png"),
            Err(_) => (dump(ScreendumpFormat::Ppm).await, "image/x-portable-pixmap"),
        };
        let host = instance.host.clone();
        let picture = runtime::blocking(move || {
            let path = PathBuf::from(path);
            let picture = host.files().read(&path, PICTURE_MAX);
            // The directory goes with the guest, and this file with it, should it stay now.
            let _ = host.files().remove_file_if_exists(&path);
            picture
        })
        .await?;
        outcome.map_err(|error| guest.about(error))?;
        let picture = picture.map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        Ok(Screenshot { mime_type: mime_type.to_owned(), image: Stream::of_bytes(picture) })
    };
    guest.job("screenshot", work).await
}
