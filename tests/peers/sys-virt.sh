#!/bin/bash
# sys-virt.sh LIBRARIES: Sys::Virt, the Perl binding, from its source (built, its own tests) or its Debian package, and a
# program.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# The source where a mirror has it, with its own tests; else the package, built for the reference, as its users have it.
perl=(perl -Mblib)
if needs libmodule-build-perl libxml-xpath-perl && source_of libsys-virt-perl; then
    cd "$SOURCE"
    check configure perl Build.PL
    check build ./Build
else
    package_of libsys-virt-perl || skip "neither the source nor the package of Sys::Virt can be fetched"
    perl=(perl -I "$(dirname "$(dirname "$(find "$PACKAGE" -path '*/Sys/Virt.pm' | head -n 1)")")")
fi
cat >peer.pl <<'PERL'
use strict;
use warnings;
use Sys::Virt;
use Sys::Virt::Event;

Sys::Virt::Event::register_default();
my $connection = Sys::Virt->new(uri => "test:///default");
my @domains = $connection->list_all_domains();
print "list: ", scalar(@domains), " ", $domains[0]->get_name(), "\n";
my $started = 0;
$connection->domain_event_register_any(
    undef,
    Sys::Virt::Domain::EVENT_ID_LIFECYCLE,
    sub { my ($c, $d, $event) = @_; $started = 1 if $event == Sys::Virt::Domain::EVENT_STARTED; });
my $domain = $connection->define_domain(
    "<domain type='test'><name>peer</name><memory>1024</memory><os><type>hvm</type></os></domain>");
$domain->create();
print "start: ", $domain->is_active(), "\n";
Sys::Virt::Event::run_default() until $started;
print "event: started\n";
eval { $connection->get_domain_by_name("nobody") };
die "another error: $@" unless ref($@) && $@->code == Sys::Virt::Error::ERR_NO_DOMAIN;
$domain->destroy();
PERL
check run "${perl[@]}" peer.pl
for test in t/*.t; do
    [ ! -e "$test" ] || check "$test" "${perl[@]}" "$test"
done
finish
