//! `cargo xtask pkg-config DIST`: the files by which builds find the C libraries in `DIST`, wherever that is put later.

use std::path::Path;

/// Library, its name for the linker, what it describes.
const LIBRARIES: &[(&str, &str, &str)] = &[
    ("libvirt", "virt", "the API of virtualization"),
    ("libvirt-qemu", "virt-qemu", "what only QEMU has"),
    ("libvirt-lxc", "virt-lxc", "what only containers have"),
    ("libvirt-admin", "virt-admin", "administration of the daemon"),
];

/// The release whose interface the libraries have.
const RELEASE: &str = "11.3.0";

/// Writes `lib/pkgconfig/NAME.pc` for each library.
pub fn run(dist: &Path) -> Result<(), String> {
    for (name, linked, description) in LIBRARIES {
        let requires = if *name == "libvirt" { "" } else { "libvirt" };
        let variable = format!("{}_api", name.replace('-', "_"));
        // The main file also tells where the other descriptions are, as it did before they had files of their own.
        let others = match *name {
            "libvirt" => {
                "libvirt_qemu_api=${datarootdir}/libvirt/api/libvirt-qemu-api.xml\n\
                          libvirt_lxc_api=${datarootdir}/libvirt/api/libvirt-lxc-api.xml\n"
            }
            _ => "",
        };
        let text = format!(
            "prefix=${{pcfiledir}}/../..\n\
             exec_prefix=${{prefix}}\n\
             libdir=${{prefix}}/lib\n\
             includedir=${{prefix}}/include\n\
             datarootdir=${{prefix}}/share\n\n\
             {variable}=${{datarootdir}}/libvirt/api/{name}-api.xml\n{others}\n\
             Name: {name}\n\
             Version: {RELEASE}\n\
             Description: {description}\n\
             Requires: {requires}\n\
             Libs: -L${{libdir}} -l{linked}\n\
             Cflags: -I${{includedir}}\n"
        );
        let path = dist.join("lib/pkgconfig").join(format!("{name}.pc"));
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
