"""`ferrovirt.libvirt`: names, shapes of answers, errors, as programs for libvirt-python expect them."""

import pickle
from collections.abc import Iterator

import pytest

import ferrovirt.libvirt as libvirt
from ferrovirt.libvirt._functions import FUNCTIONS

DOMAIN = "<domain type='test'><name>other</name><memory>65536</memory><os><type>hvm</type></os></domain>"


@pytest.fixture
def conn() -> Iterator[libvirt.virConnect]:
    with libvirt.open("test:///default") as conn:
        yield conn


@pytest.fixture
def dom(conn: libvirt.virConnect) -> libvirt.virDomain:
    return conn.lookupByName("test")


def test_every_function_is_there() -> None:
    for c_name, place in FUNCTIONS.items():
        owner, _, name = place.rpartition(".")
        assert hasattr(getattr(libvirt, owner) if owner else libvirt, name), c_name
    assert len(FUNCTIONS) > 450


def test_constants_are_plain_numbers_and_texts() -> None:
    assert (libvirt.VIR_DOMAIN_RUNNING, libvirt.VIR_ERR_NO_DOMAIN) == (1, 42)
    assert libvirt.VIR_DOMAIN_MEMORY_HARD_LIMIT == "hard_limit"
    assert type(libvirt.VIR_DOMAIN_XML_SECURE) is int


def test_a_connection_tells_about_its_host(conn: libvirt.virConnect) -> None:
    assert conn.getType() == "TEST"
    assert conn.getURI() == "test:///default"
    assert conn.getInfo() == ["i686", 3072, 16, 1400, 2, 2, 2, 2]
    assert conn.getCPUMap() == (8, [True, False, True, False, True, False, False, False], 3)
    assert conn.getFreePages([4, 2048], 0, 2) == {0: {4: 7, 2048: 21}, 1: {4: 19, 2048: 45}}
    assert set(conn.getCPUStats(-1)) == {"user", "kernel", "idle", "iowait"}
    assert conn.getSecurityModel() == ["testSecurity", ""]
    assert conn.getLibVersion() >= 11_003_000
    assert conn.listDomainsID() == [conn.lookupByName("test").ID()]
    assert conn.listSecrets() == []


def test_a_domain_answers_in_lists_tuples_and_dictionaries(dom: libvirt.virDomain) -> None:
    assert dom.name() == "test"
    assert dom.UUID().hex() == dom.UUIDString().replace("-", "")
    assert [type(part) for part in dom.info()] == [int] * 5
    assert dom.state()[0] == libvirt.VIR_DOMAIN_RUNNING and len(dom.state()) == 2
    assert (dom.isActive(), dom.autostart(), type(dom.ID())) == (1, 0, int)
    assert dom.schedulerType() == ("fair", 1)
    assert dom.securityLabel() == ["libvirt-test", True]
    assert set(dom.getTime()) == {"seconds", "nseconds"}
    assert "actual" in dom.memoryStats()
    assert dom.interfaceAddresses(0)["testnet0"]["hwaddr"] == "aa:bb:cc:dd:ee:ff"
    assert dom.diskErrors() == {"vda": 1}


def test_maps_of_processors_are_tuples(dom: libvirt.virDomain) -> None:
    states, maps = dom.vcpus()
    assert [state[0] for state in states] == [0, 1]
    assert maps == [(True,) * 8] * 2
    assert dom.pinVcpu(0, (False, True)) == 0
    assert dom.vcpuPinInfo()[0] == (False, True) + (False,) * 6
    with pytest.raises(TypeError):
        dom.pinVcpu(0, 5)  # type: ignore[arg-type]


def test_typed_parameters_are_dictionaries(dom: libvirt.virDomain) -> None:
    assert dom.setMemoryParameters({libvirt.VIR_DOMAIN_MEMORY_HARD_LIMIT: 65536}) == 0
    assert dom.memoryParameters()["hard_limit"] == 65536


def test_what_is_done_gives_zero(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    assert [dom.suspend(), dom.resume(), dom.destroy(), dom.create()] == [0] * 4
    other = conn.defineXML(DOMAIN)
    assert (other.ID(), other.isPersistent()) == (-1, 1)
    assert other.connect() is conn
    assert conn.lookupByUUID(other.UUID()).name() == conn.lookupByUUIDString(other.UUIDString()).name() == "other"
    assert other.undefine() == 0


def test_statistics_come_with_their_domain(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    [(found, statistics)] = conn.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_STATE)
    assert (found.name(), found.ID(), statistics["state.state"]) == ("test", dom.ID(), 1)
    assert found.state() == dom.state()
    assert conn.domainListGetStats([found, dom], libvirt.VIR_DOMAIN_STATS_STATE)[1][1] == statistics


def test_snapshots_belong_to_their_domain(dom: libvirt.virDomain) -> None:
    first = dom.snapshotCreateXML("<domainsnapshot><name>first</name></domainsnapshot>")
    assert first.getName() == dom.snapshotCurrent().getName() == "first"
    assert first.domain() is dom and first.getConnect() is dom.connect()
    assert (dom.snapshotNum(), dom.snapshotListNames(), first.isCurrent()) == (1, ["first"], 1)
    assert dom.revertToSnapshot(first) == 0
    assert first.delete() == 0


def test_errors_have_their_parts(conn: libvirt.virConnect) -> None:
    seen = []
    libvirt.registerErrorHandler(lambda context, error: seen.append((context, error[0])), "context")
    try:
        with pytest.raises(libvirt.libvirtError) as caught:
            conn.lookupByName("nobody")
    finally:
        libvirt.registerErrorHandler(None, None)
    error = caught.value
    assert error.get_error_code() == libvirt.VIR_ERR_NO_DOMAIN
    assert error.get_error_domain() == libvirt.VIR_FROM_TEST
    assert error.get_error_level() == libvirt.VIR_ERR_ERROR
    assert error.get_error_message() == str(error)
    assert seen == [("context", libvirt.VIR_ERR_NO_DOMAIN)]
    assert libvirt.virGetLastErrorCode() == libvirt.VIR_ERR_NO_DOMAIN
    libvirt.virResetLastError()
    assert libvirt.virGetLastError() is None and libvirt.virGetLastErrorMessage() == "no error"


def test_errors_of_programs_have_no_parts() -> None:
    error = libvirt.libvirtError("mine")
    assert (str(error), error.get_error_code(), error.err) == ("mine", None, None)


def test_errors_go_through_pickle(conn: libvirt.virConnect) -> None:
    with pytest.raises(libvirt.libvirtError) as caught:
        conn.lookupByName("nobody")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.err) == (libvirt.libvirtError, str(caught.value), caught.value.err)


def test_a_number_without_meaning_is_an_invalid_argument(dom: libvirt.virDomain) -> None:
    with pytest.raises(libvirt.libvirtError) as caught:
        dom.setLifecycleAction(99, 1)
    assert caught.value.get_error_code() == libvirt.VIR_ERR_INVALID_ARG


def test_wrong_arguments_fail_as_they_do_there(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    calls = (
        lambda: conn.lookupByName(None),  # type: ignore[arg-type]
        lambda: conn.defineXML(None),  # type: ignore[arg-type]
        lambda: dom.setMemory(-1),
    )
    for call in calls:
        with pytest.raises(libvirt.libvirtError) as caught:
            call()
        assert caught.value.get_error_code() == libvirt.VIR_ERR_INVALID_ARG
    with pytest.raises(TypeError):
        conn.lookupByName(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        dom.setMemory("much")  # type: ignore[arg-type]


def test_reading_is_all_that_a_read_only_connection_does() -> None:
    with libvirt.openReadOnly("test:///default") as conn, pytest.raises(libvirt.libvirtError) as caught:
        conn.defineXML(DOMAIN)
    assert caught.value.get_error_code() == libvirt.VIR_ERR_OPERATION_DENIED


def test_a_closed_connection_is_no_use() -> None:
    conn = libvirt.open("test:///default")
    assert conn.close() == 0
    for call in (conn.getHostname, conn.close):
        with pytest.raises(libvirt.libvirtError) as caught:
            call()
        assert caught.value.get_error_code() == libvirt.VIR_ERR_INVALID_CONN


def test_credentials_are_asked_for_when_they_are_needed(tmp_path: object) -> None:
    path = f"{tmp_path}/node.xml"
    with open(path, "w") as file:
        file.write("<node><auth><user password='secret'>anna</user></auth></node>")

    def answers(credentials: list[list[object]], answer: dict[int, str]) -> int:
        for credential in credentials:
            credential[4] = answer.get(credential[0])  # type: ignore[call-overload]
        return 0

    kinds = [libvirt.VIR_CRED_AUTHNAME, libvirt.VIR_CRED_PASSPHRASE]
    known = {libvirt.VIR_CRED_AUTHNAME: "anna", libvirt.VIR_CRED_PASSPHRASE: "secret"}
    assert libvirt.openAuth(f"test://{path}", [kinds, answers, known]).isAlive() == 1
    known[libvirt.VIR_CRED_PASSPHRASE] = "guess"
    with pytest.raises(libvirt.libvirtError) as caught:
        libvirt.openAuth(f"test://{path}", [kinds, answers, known])
    assert caught.value.get_error_code() == libvirt.VIR_ERR_AUTH_FAILED


def test_functions_beneath_the_methods_take_native_handles(dom: libvirt.virDomain) -> None:
    assert libvirt.libvirtmod.virDomainGetName(dom._o) == "test"
    with pytest.raises(AttributeError):
        libvirt.libvirtmod.virNothing  # noqa: B018
