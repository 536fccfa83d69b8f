//! Asking KVM: a few ioctls that have no safe wrapper.
//!
//! With `unsafe`, for the kernel reads and writes memory of ours by its address; it knows numbers, nothing of what they
//! mean.
#![allow(unsafe_code)]

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

use nix::errno::Errno;
use nix::libc;

/// `struct kvm_msrs` of linux/kvm.h with room for one entry.
#[repr(C)]
struct Registers {
    count: u32,
    padding: u32,
    index: u32,
    reserved: u32,
    data: u64,
}

/// A register that tells features, as guests can have it.
pub(super) fn feature_register(kvm: BorrowedFd<'_>, index: u32) -> io::Result<u64> {
    /// `_IOWR(0xAE, 0x88, struct kvm_msrs)`, whose size is that without entries.
    const KVM_GET_MSRS: libc::Ioctl = 0xC008_AE88u32 as libc::Ioctl;
    let mut registers = Registers { count: 1, padding: 0, index, reserved: 0, data: 0 };
    // SAFETY: the argument points to a live structure with as many entries as it says, which is all that is written.
    let n_read = Errno::result(unsafe { libc::ioctl(kvm.as_raw_fd(), KVM_GET_MSRS, &raw mut registers) })?;
    if n_read == 1 { Ok(registers.data) } else { Err(Errno::EIO.into()) }
}

/// Whether KVM has an extension: 0 is no, other numbers tell more.
pub(super) fn extension(kvm: BorrowedFd<'_>, number: libc::c_int) -> io::Result<i32> {
    /// `_IO(0xAE, 0x03)`.
    const KVM_CHECK_EXTENSION: libc::Ioctl = 0xAE03;
    // SAFETY: the argument is a number.
    Ok(Errno::result(unsafe { libc::ioctl(kvm.as_raw_fd(), KVM_CHECK_EXTENSION, number) })?)
}

/// A virtual machine without anything in it.
pub(super) fn create_machine(kvm: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    /// `_IO(0xAE, 0x01)`.
    const KVM_CREATE_VM: libc::Ioctl = 0xAE01;
    // SAFETY: the argument is a number: the machine's type, of which there is one.
    owned(unsafe { libc::ioctl(kvm.as_raw_fd(), KVM_CREATE_VM, 0) })
}

/// The machine's first processor.
pub(super) fn create_processor(machine: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    /// `_IO(0xAE, 0x41)`.
    const KVM_CREATE_VCPU: libc::Ioctl = 0xAE41;
    // SAFETY: the argument is a number: the processor's.
    owned(unsafe { libc::ioctl(machine.as_raw_fd(), KVM_CREATE_VCPU, 0) })
}

/// The rate of a processor's time stamp counter in kHz.
pub(super) fn time_stamp_rate(processor: BorrowedFd<'_>) -> io::Result<i32> {
    /// `_IO(0xAE, 0xa3)`.
    const KVM_GET_TSC_KHZ: libc::Ioctl = 0xAEA3;
    // SAFETY: this ioctl has no argument.
    Ok(Errno::result(unsafe { libc::ioctl(processor.as_raw_fd(), KVM_GET_TSC_KHZ, 0) })?)
}

fn owned(result: RawFd) -> io::Result<OwnedFd> {
    let descriptor = Errno::result(result)?;
    // SAFETY: the kernel has just made this descriptor for us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}
