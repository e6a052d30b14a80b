"""
The life cycle of an embedded PostgreSQL: one cluster in one folder, shared by all processes that name it.

Only the programs come from elsewhere (a wheel, or a folder such as Debian's). There is no TCP, every login
needs a random password, and the socket lies in a folder that only the server's own account may enter. Started
by root, the server runs as a system account. Each user of the cluster holds a shared lock that the operating
system drops when the process dies, however it dies; whoever finds no other user left stops the server.

Nothing here imports Django: the command's parent process must stay small.
"""

from dijkwacht.lib.embedded_postgres.problems import CannotStart
from dijkwacht.lib.embedded_postgres.server import Cluster, EmbeddedPostgres
from dijkwacht.lib.embedded_postgres.testing import test_cluster

__all__ = ["CannotStart", "Cluster", "EmbeddedPostgres", "test_cluster"]
