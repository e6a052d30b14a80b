"""The names in the cluster and the settings of the server."""

from pathlib import Path

DATABASE = "dijkwacht"
SUPERUSER = "postgres"
OWNER = "dijkwacht_owner"
APP = "dijkwacht_app"

# Small enough for a laptop. No statement or row content in the log: terse leaves out the DETAIL lines.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "60",
    "shared_buffers": "'64MB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'64MB'",
    "effective_cache_size": "'512MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum": "on",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "'512MB'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}
# A crash of the machine may damage the cluster: for tests only.
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# From 18 on, reads go through extra worker processes by default: memory without use on one disk.
FROM_18 = {"io_method": "sync"}

HOST_BASED_ACCESS = "local all all scram-sha-256\n"


def configuration(socket_dir: Path, *, version: int, durable: bool) -> str:
    """This will write out postgresql.conf; what an operator sets with `alter system` overrules it."""
    settings = SETTINGS | {"unix_socket_directories": f"'{socket_dir}'"}
    settings |= {} if durable else NOT_DURABLE
    settings |= FROM_18 if version >= 18 else {}
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def locale_arguments(version: int) -> list[str]:
    """This will choose a locale that sorts the same on every machine; its provider exists from 17 on."""
    if version >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]
