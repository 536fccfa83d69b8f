"""Time of one call from Python on the test driver, in nanoseconds, beside what a bare method call costs."""

import timeit

import ferrovirt


class Bare:
    """What Python itself takes for a method call."""

    def method(self) -> int:
        return 1


def nanoseconds(call) -> float:
    timer = timeit.Timer(call)
    rounds, _ = timer.autorange()
    return min(timer.repeat(5, rounds)) / rounds * 1e9


def main() -> None:
    with ferrovirt.open("test:///default") as connection:
        domain = connection.lookup_domain_by_name("test")
        for name, call in (
            ("bare Python method", Bare().method),
            ("integer (max_memory)", domain.max_memory),
            ("boolean (is_active)", domain.is_active),
            ("info", domain.info),
            ("name", lambda: domain.name),
        ):
            print(f"{name:24} {nanoseconds(call):8.0f}")


if __name__ == "__main__":
    main()
