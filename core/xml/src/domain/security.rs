//! `<launchSecurity>` and `<keywrap>`: confidential computing.

use crate::scalar::{OnOff, YesNo};
use crate::{element, group, words};

words! {
    /// A cipher of s390.
    CipherName {
        Aes "aes" "AES.",
        Dea "dea" "DEA.",
    }
}

/// A cipher whose keys the guest may wrap.
#[element("cipher")]
pub struct KeywrapCipher {
    /// Which one.
    pub name: Option<CipherName>,
    /// Whether it may.
    pub state: Option<OnOff>,
}

/// Confidential computing.
#[element("launchSecurity", by = "type")]
pub enum LaunchSecurity {
    /// AMD SEV.
    #[xml(since = "4.4.0")]
    Sev(Sev),
    /// AMD SEV-SNP.
    SevSnp(SevSnp),
    /// IBM Secure Execution.
    #[xml(since = "7.6.0")]
    S390Pv,
}

/// AMD SEV.
#[group]
pub struct Sev {
    /// Whether hashes of kernel and initial RAM disk are measured.
    #[xml("@kernelHashes", since = "8.0.0")]
    pub kernel_hashes: Option<YesNo>,
    /// The bit of an address that marks encryption.
    #[xml("cbitpos")]
    pub cbitpos: Option<u32>,
    /// How many address bits are lost.
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// The policy, as `0x` and hexadecimal digits.
    #[xml("policy")]
    pub policy: Option<String>,
    /// The owner's certificate.
    #[xml("dhCert")]
    pub dh_cert: Option<String>,
    /// The launch session.
    #[xml("session")]
    pub session: Option<String>,
}

/// AMD SEV-SNP.
#[group]
pub struct SevSnp {
    /// Whether hashes of kernel and initial RAM disk are measured.
    #[xml("@kernelHashes")]
    pub kernel_hashes: Option<YesNo>,
    /// Whether the ID block holds the author's key.
    #[xml("@authorKey")]
    pub author_key: Option<YesNo>,
    /// Whether the guest may use the chip's key.
    pub vcek: Option<YesNo>,
    /// The bit of an address that marks encryption.
    #[xml("cbitpos")]
    pub cbitpos: Option<u32>,
    /// How many address bits are lost.
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<u32>,
    /// The policy, as `0x` and hexadecimal digits.
    #[xml("policy")]
    pub policy: Option<String>,
    /// Workarounds that the guest sees, in base64.
    #[xml("guestVisibleWorkarounds")]
    pub guest_visible_workarounds: Option<String>,
    /// The ID block, in base64.
    #[xml("idBlock")]
    pub id_block: Option<String>,
    /// Its signature, in base64.
    #[xml("idAuth")]
    pub id_auth: Option<String>,
    /// Data of the host, in base64.
    #[xml("hostData")]
    pub host_data: Option<String>,
}
