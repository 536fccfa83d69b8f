//! Which Hyper-V enlightenments the guests of a host can have.

use crate::probe::EmulatorCapabilities;

/// The Hyper-V enlightenments in libvirt's order: its word, and QEMU's property.
const HYPERV: [(&str, &str); 17] = [
    ("relaxed", "hv-relaxed"),
    ("vapic", "hv-vapic"),
    ("spinlocks", "hv-spinlocks"),
    ("vpindex", "hv-vpindex"),
    ("runtime", "hv-runtime"),
    ("synic", "hv-synic"),
    ("stimer", "hv-stimer"),
    ("reset", "hv-reset"),
    ("vendor_id", "hv-vendor-id"),
    ("frequencies", "hv-frequencies"),
    ("reenlightenment", "hv-reenlightenment"),
    ("tlbflush", "hv-tlbflush"),
    ("ipi", "hv-ipi"),
    ("evmcs", "hv-evmcs"),
    ("avic", "hv-avic"),
    ("emsr_bitmap", "hv-emsr-bitmap"),
    ("xmm_input", "hv-xmm-input"),
];

/// libvirt's words for the enlightenments that work on this host; none where QEMU does not tell.
pub fn hyperv_enlightenments(capabilities: &EmulatorCapabilities) -> Option<Vec<&'static str>> {
    let cpu = capabilities.hardware.as_ref()?.host_cpu.as_ref()?;
    if !matches!(capabilities.architecture.as_str(), "x86_64" | "i386") || cpu.hyperv.is_empty() {
        return None;
    }
    let works = HYPERV.iter().filter(|(_, property)| cpu.hyperv.contains_key(*property));
    Some(works.map(|(word, _)| *word).collect())
}
