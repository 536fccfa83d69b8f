"""The first program: what guests there are, and one that is paused and goes on."""

import sys

import ferrovirt

with ferrovirt.open(sys.argv[1] if len(sys.argv) > 1 else "test:///default") as connection:
    with connection.events() as events:
        for domain in connection.list_all_domains():
            print(domain.name, domain.info().state.name)
            domain.suspend()
            print(events.next(timeout=10.0))
            domain.resume()
