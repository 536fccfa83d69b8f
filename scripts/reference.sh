#!/usr/bin/env bash
# Installs the reference library and daemon (libvirt 11.3.0 from Debian's backports) for comparisons; nothing else of the
# project needs it. Exits 3 with a line that says why when it cannot.
set -euo pipefail

version=11.3.0-2~bpo12+1
packages=(libvirt0 libvirt-common libvirt-clients libvirt-daemon libvirt-daemon-common libvirt-daemon-log
    libvirt-daemon-driver-qemu libvirt-dev)

if [ -x /usr/sbin/libvirtd ] && [ -e /usr/include/libvirt/libvirt.h ]; then
    exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "the reference (libvirt ${version%%-*}) is not installed, and only root on Debian can install it"
    exit 3
fi

# Backports come from the mirror that the machine uses for everything else.
if ! apt-cache policy libvirt-daemon 2>/dev/null | grep -qF "$version"; then
    sources=$(ls /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1)
    mirror=$(sed -nE 's/^URIs: (.*debian)\/?$/\1/p; s/^deb (\[.*\] )?([^ ]*debian)\/? .*/\2/p' "$sources" | head -n 1)
    printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\nSigned-By: %s\n' \
        "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg >/etc/apt/sources.list.d/ferrovirt-reference.sources
    apt-get update -qq
fi
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${packages[@]/%/=$version}" >/dev/null || {
    echo "the reference could not be installed"
    exit 3
}
