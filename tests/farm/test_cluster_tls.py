"""A scheduler with TLS, and who may join it: keys of the same authority may; a plain connection and a stranger's keys may not."""

from __future__ import annotations

import datetime
import ipaddress
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sheets import Call, calmly, sheet, tree
from tiny import Tiny

pytest.importorskip("distributed")
pytest.importorskip("cryptography")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOOPBACK = "127.0.0.1"
SCHEDULER = (
    "-m",
    "distributed.cli.dask_scheduler",
    "--protocol",
    "tls",
    "--host",
    LOOPBACK,
    "--port",
    "0",
    "--scheduler-file",
    "found.json",
)
WORKER = ("-m", "distributed.cli.dask_worker", "--scheduler-file", "found.json", "--host", LOOPBACK, "--nthreads", "1", "--no-nanny")
RUN = "from generator.cli import main; main()"


def keys(folder: Path) -> dict[str, str]:
    """An authority of an hour, and keys that it signed: as environment variables from which dask reads them."""
    folder.mkdir()
    authority, mine = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, folder.name)])
    now = datetime.datetime.now(datetime.UTC)

    def certificate(key: ec.EllipticCurvePrivateKey, subject: x509.Name, signs: bool) -> bytes:
        built = x509.CertificateBuilder(
            issuer_name=name, subject_name=subject, public_key=key.public_key(), serial_number=x509.random_serial_number(),
            not_valid_before=now - datetime.timedelta(minutes=5), not_valid_after=now + datetime.timedelta(hours=1),
        )  # fmt: skip
        built = built.add_extension(x509.BasicConstraints(ca=signs, path_length=None), critical=True)
        built = built.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK))]), critical=False)
        return built.sign(authority, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files = {
        "ca.pem": certificate(authority, name, True),
        "cert.pem": certificate(mine, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "one of us")]), False),
        "key.pem": mine.private_bytes(*plain),
    }
    for file, content in files.items():
        (folder / file).write_bytes(content)
    both = {f"{who}__{what.upper()}": f"{what}.pem" for who in ("SCHEDULER", "WORKER", "CLIENT") for what in ("cert", "key")}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(folder / file) for name, file in {"CA_FILE": "ca.pem", **both}.items()}


@contextmanager
def started(folder: Path, *commands: tuple[str, ...], env: dict[str, str]) -> Iterator[None]:
    """Processes of a cluster, until they are no longer needed."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder, "env": env}
    running = [subprocess.Popen([sys.executable, *command, "--no-dashboard"], **quiet) for command in commands]  # type: ignore[call-overload]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def joining(folder: Path, scheduler: str, env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, "batch", "s.csv", "--out", "out", "--engine", "dask", "--scheduler", scheduler, "--json"]
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_who_may_join_a_scheduler_with_tls(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 3)
    usual = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ours, strangers = ({**usual, **keys(tmp_path / name)} for name in ("ours", "strangers"))
    found = tmp_path / "found.json"
    with started(tmp_path, SCHEDULER, WORKER, env=ours):
        end = time.monotonic() + 60
        while not found.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        address = json.loads(found.read_bytes())["address"]
        assert address.startswith(f"tls://{LOOPBACK}:")
        unencrypted = address.replace("tls://", "tcp://")
        asking = [joining(tmp_path, *given) for given in ((unencrypted, ours), (address, strangers), ("found.json", ours))]
        said = [process.communicate(timeout=60) for process in asking]
    assert [process.returncode for process in asking] == [2, 2, 0], said
    assert said[0][1].startswith(f"the scheduler {unencrypted} cannot be joined: ")
    assert said[1][1].startswith(f"the scheduler {address} cannot be joined: TLS certificate does not match.")
    assert json.loads(said[2][0])["made"] == 3
    assert tree(tmp_path / "out") == calmly(ministerio)


def test_a_file_that_names_a_plain_address_beyond_this_machine(ministerio: Call, tiny: Tiny, tmp_path: Path) -> None:
    sheet(tmp_path / "s.csv", 1)
    (tmp_path / "found.json").write_text('{"address": "tcp://10.0.0.7:8786"}')
    done = ministerio("batch", "s.csv", "--out", "out", "--engine", "dask", "--scheduler", "found.json")
    said = "tcp://10.0.0.7:8786 is no TLS address; a scheduler beyond this machine is joined with tls:// only\n"
    assert (done.code, done.err) == (2, said)
