"""Where data comes from or goes to: databases, stores, queues, caches, addresses.

Of an address only the scheme or the host is taken: the rest may hold a password.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from prodgate import syntax as s
from prodgate.inventory.record import DataSource
from prodgate.inventory.values import choices, place
from prodgate.meaning.argument import Present, argument, texts
from prodgate.regex import lazy

if TYPE_CHECKING:
    from prodgate.view import View

Kind: TypeAlias = Literal[
    "database", "vector-store", "object-store", "queue", "http", "file", "cache"
]
Found: TypeAlias = tuple[Kind, str]

_SCHEMES: dict[str, Found] = {
    **dict.fromkeys(("postgresql", "postgres", "pgsql"), ("database", "postgresql")),
    **dict.fromkeys(("mysql", "mariadb"), ("database", "mysql")),
    **dict.fromkeys(("mongodb", "mongo"), ("database", "mongodb")),
    **dict.fromkeys(("neo4j", "bolt"), ("database", "neo4j")),
    **dict.fromkeys(("redis", "rediss"), ("cache", "redis")),
    **dict.fromkeys(("amqp", "amqps"), ("queue", "rabbitmq")),
    **dict.fromkeys(("s3", "s3a"), ("object-store", "s3")),
    **dict.fromkeys(("gs", "gcs"), ("object-store", "google-cloud-storage")),
    "sqlite": ("database", "sqlite"),
    "mssql": ("database", "sqlserver"),
    "sqlserver": ("database", "sqlserver"),
    "oracle": ("database", "oracle"),
    "cockroachdb": ("database", "cockroachdb"),
    "snowflake": ("database", "snowflake"),
    "bigquery": ("database", "bigquery"),
    "duckdb": ("database", "duckdb"),
    "clickhouse": ("database", "clickhouse"),
    "memcached": ("cache", "memcached"),
    "kafka": ("queue", "kafka"),
    "nats": ("queue", "nats"),
}
# What is imported, the longest first: a package, or a part of one.
_IMPORTS: dict[str, dict[str, Found]] = {
    "python": {
        **dict.fromkeys(("psycopg2", "psycopg", "asyncpg", "pg8000"), ("database", "postgresql")),
        **dict.fromkeys(
            ("pymysql", "MySQLdb", "mysql.connector", "aiomysql"), ("database", "mysql")
        ),
        **dict.fromkeys(("sqlite3", "aiosqlite"), ("database", "sqlite")),
        **dict.fromkeys(("pymongo", "motor", "mongoengine", "beanie"), ("database", "mongodb")),
        **dict.fromkeys(("pyodbc", "pymssql"), ("database", "sqlserver")),
        **dict.fromkeys(("neo4j", "langchain_neo4j"), ("database", "neo4j")),
        "duckdb": ("database", "duckdb"),
        "supabase": ("database", "supabase"),
        "firebase_admin.firestore": ("database", "firestore"),
        "google.cloud.firestore": ("database", "firestore"),
        "google.cloud.bigquery": ("database", "bigquery"),
        "snowflake.connector": ("database", "snowflake"),
        "clickhouse_connect": ("database", "clickhouse"),
        "azure.cosmos": ("database", "cosmosdb"),
        "cassandra": ("database", "cassandra"),
        "elasticsearch": ("vector-store", "elasticsearch"),
        "opensearchpy": ("vector-store", "opensearch"),
        **dict.fromkeys(("chromadb", "langchain_chroma"), ("vector-store", "chroma")),
        **dict.fromkeys(("pinecone", "langchain_pinecone"), ("vector-store", "pinecone")),
        **dict.fromkeys(("qdrant_client", "langchain_qdrant"), ("vector-store", "qdrant")),
        **dict.fromkeys(("weaviate", "langchain_weaviate"), ("vector-store", "weaviate")),
        **dict.fromkeys(("pymilvus", "langchain_milvus"), ("vector-store", "milvus")),
        **dict.fromkeys(("pgvector", "langchain_postgres"), ("vector-store", "pgvector")),
        "faiss": ("vector-store", "faiss"),
        "lancedb": ("vector-store", "lancedb"),
        "azure.search.documents": ("vector-store", "azure-ai-search"),
        "google.cloud.storage": ("object-store", "google-cloud-storage"),
        "azure.storage.blob": ("object-store", "azure-blob-storage"),
        "minio": ("object-store", "minio"),
        **dict.fromkeys(("redis", "aioredis"), ("cache", "redis")),
        "pymemcache": ("cache", "memcached"),
        "diskcache": ("cache", "diskcache"),
        "celery": ("queue", "celery"),
        "rq": ("queue", "rq"),
        "dramatiq": ("queue", "dramatiq"),
        "pika": ("queue", "rabbitmq"),
        "aio_pika": ("queue", "rabbitmq"),
        **dict.fromkeys(("kafka", "confluent_kafka", "aiokafka"), ("queue", "kafka")),
        "google.cloud.pubsub": ("queue", "google-pubsub"),
        "google.cloud.pubsub_v1": ("queue", "google-pubsub"),
    },
    "javascript": {
        **dict.fromkeys(
            ("pg", "postgres", "@vercel/postgres", "@neondatabase/serverless"),
            ("database", "postgresql"),
        ),
        **dict.fromkeys(("mysql", "mysql2"), ("database", "mysql")),
        **dict.fromkeys(
            ("sqlite3", "better-sqlite3", "node:sqlite", "bun:sqlite"), ("database", "sqlite")
        ),
        **dict.fromkeys(("@libsql/client", "libsql"), ("database", "libsql")),
        **dict.fromkeys(("mongodb", "mongoose"), ("database", "mongodb")),
        **dict.fromkeys(
            ("@supabase/supabase-js", "@supabase/ssr", "@supabase/auth-helpers-nextjs"),
            ("database", "supabase"),
        ),
        "firebase/firestore": ("database", "firestore"),
        "@google-cloud/firestore": ("database", "firestore"),
        "firebase-admin/firestore": ("database", "firestore"),
        "neo4j-driver": ("database", "neo4j"),
        "mssql": ("database", "sqlserver"),
        "@aws-sdk/client-dynamodb": ("database", "dynamodb"),
        "@aws-sdk/lib-dynamodb": ("database", "dynamodb"),
        "@azure/cosmos": ("database", "cosmosdb"),
        "convex": ("database", "convex"),
        "idb": ("database", "indexeddb"),
        "@lancedb/lancedb": ("vector-store", "lancedb"),
        "vectordb": ("vector-store", "lancedb"),
        "@pinecone-database/pinecone": ("vector-store", "pinecone"),
        "@qdrant/js-client-rest": ("vector-store", "qdrant"),
        **dict.fromkeys(("chromadb", "chromadb-client"), ("vector-store", "chroma")),
        **dict.fromkeys(("weaviate-client", "weaviate-ts-client"), ("vector-store", "weaviate")),
        **dict.fromkeys(
            ("@zilliz/milvus2-sdk-node", "milvus2-sdk-node"), ("vector-store", "milvus")
        ),
        "@datastax/astra-db-ts": ("vector-store", "astra-db"),
        "faiss-node": ("vector-store", "faiss"),
        "@azure/search-documents": ("vector-store", "azure-ai-search"),
        "@upstash/vector": ("vector-store", "upstash-vector"),
        "@elastic/elasticsearch": ("vector-store", "elasticsearch"),
        "@aws-sdk/client-s3": ("object-store", "s3"),
        "@google-cloud/storage": ("object-store", "google-cloud-storage"),
        "@azure/storage-blob": ("object-store", "azure-blob-storage"),
        "@vercel/blob": ("object-store", "vercel-blob"),
        "minio": ("object-store", "minio"),
        **dict.fromkeys(
            ("redis", "ioredis", "@upstash/redis", "@vercel/kv"), ("cache", "redis")
        ),
        **dict.fromkeys(("bullmq", "bull", "bee-queue"), ("queue", "bullmq")),
        "amqplib": ("queue", "rabbitmq"),
        "kafkajs": ("queue", "kafka"),
        "@aws-sdk/client-sqs": ("queue", "sqs"),
        "inngest": ("queue", "inngest"),
        "@trigger.dev/sdk": ("queue", "trigger.dev"),
    },
}  # fmt: skip
# Classes of frameworks, by their last name, where the module says that it is about stores.
_STORES = {
    "faiss": "faiss", "chroma": "chroma", "pinecone": "pinecone", "qdrant": "qdrant",
    "weaviate": "weaviate", "milvus": "milvus", "pgvector": "pgvector", "lancedb": "lancedb",
    "redis": "redis", "elasticsearch": "elasticsearch", "supabase": "supabase",
    "mongodbatlas": "mongodb-atlas", "docarray": "docarray", "deeplake": "deeplake",
    "neo4j": "neo4j", "memory": "in-memory", "inmemory": "in-memory", "zep": "zep",
    "astradb": "astra-db", "opensearch": "opensearch", "azuresearch": "azure-ai-search",
}  # fmt: skip
_STORE_MODULE = lazy(
    r"vector_?stores?|vector-store|storage_context|\.graphs?$|graph_stores|@langchain/(?:pinecone|qdrant|weaviate)"
)
_IMAGES: tuple[tuple[str, Found], ...] = (
    ("pgvector", ("vector-store", "pgvector")),
    ("postgres", ("database", "postgresql")),
    ("mysql", ("database", "mysql")),
    ("mariadb", ("database", "mysql")),
    ("mongo", ("database", "mongodb")),
    ("neo4j", ("database", "neo4j")),
    ("redis", ("cache", "redis")),
    ("valkey", ("cache", "redis")),
    ("memcached", ("cache", "memcached")),
    ("rabbitmq", ("queue", "rabbitmq")),
    ("kafka", ("queue", "kafka")),
    ("nats", ("queue", "nats")),
    ("qdrant", ("vector-store", "qdrant")),
    ("chroma", ("vector-store", "chroma")),
    ("weaviate", ("vector-store", "weaviate")),
    ("milvus", ("vector-store", "milvus")),
    ("elasticsearch", ("vector-store", "elasticsearch")),
    ("opensearch", ("vector-store", "opensearch")),
    ("minio", ("object-store", "minio")),
    ("clickhouse", ("database", "clickhouse")),
)
_AWS: dict[str, Found] = {
    "s3": ("object-store", "s3"),
    "dynamodb": ("database", "dynamodb"),
    "sqs": ("queue", "sqs"),
    "opensearch": ("vector-store", "opensearch"),
    "kinesis": ("queue", "kinesis"),
}


def data_sources(view: View) -> Iterator[DataSource]:
    """Every source of a file, at each place; ``gather`` keeps one a file."""
    yield from _imported(view)
    yield from _addresses(view)
    yield from _requested(view)
    for call in view.names.calls:
        yield from _of_call(view, call)


def of_scheme(scheme: str) -> Found | None:
    """What ``postgresql+asyncpg`` stands for; None for a scheme of something else."""
    return _SCHEMES.get(scheme.lower().partition("+")[0])


def of_image(image: str) -> Found | None:
    """What a container of that image keeps; None for one of something else."""
    parts = image.lower().partition("@")[0].rpartition(":")[0] or image.lower()
    name = parts.rpartition("/")[2]
    for start, found in _IMAGES:
        if name.startswith(start) and not name.endswith(("exporter", "express", "insight")):
            return found
    return None


# -- imports -----------------------------------------------------------------------------------


def _imported(view: View) -> Iterator[DataSource]:
    known = _IMPORTS[view.language]
    for node in view.names.imports:
        found = _of_module(known, node)
        if found is None and _STORE_MODULE.search(node.module):
            found = _of_store(node)
        if found is not None:
            yield DataSource(*found, place(view, node))
    for call in view.names.calls:  # require("pg")
        module = call.positional(0)
        if view.language != "javascript" or s.dotted(call.callee) != "require":
            continue
        if isinstance(module, s.Literal) and isinstance(module.value, str):
            found = known.get(_package(module.value))
            if found is not None:
                yield DataSource(*found, place(view, call))


def _of_module(known: dict[str, Found], node: s.Import) -> Found | None:
    if "/" in node.module or node.module.startswith("@") or ":" in node.module:
        return known.get(node.module) or known.get(_package(node.module))
    for _, qualified in (*node.names, ("", node.module)):
        parts = qualified.split(".")
        for length in range(len(parts), 0, -1):
            if found := known.get(".".join(parts[:length])):
                return found
    return None


def _package(module: str) -> str:
    parts = module.split("/")
    return "/".join(parts[: 2 if module.startswith("@") else 1])


def _of_store(node: s.Import) -> Found | None:
    """``from langchain_community.vectorstores import FAISS``"""
    for text in (*(q.rpartition(".")[2] for _, q in node.names), node.module.rpartition(".")[2]):
        plain = text.lower().replace("_", "").replace("/", "")
        for start, name in _STORES.items():
            if plain.startswith(start):
                graph = "graph" in node.module.rpartition(".")[2]
                return ("database" if graph else "vector-store"), name
    return None


# -- addresses ---------------------------------------------------------------------------------

_SCHEME = lazy(r"([a-z][a-z0-9]{1,14}(?:\+[a-z0-9]+)?)://")


def _addresses(view: View) -> Iterator[DataSource]:
    """``postgresql://...`` wherever it is written: a connection, the default of a setting."""
    for node in view.names.of(s.Literal):
        if not isinstance(node.value, str) or "://" not in node.value[:40]:
            continue
        match = _SCHEME.match(node.value)
        found = of_scheme(match[1]) if match else None
        if found is not None and not _is_only_named(view, node):
            yield DataSource(*found, place(view, node))


_COMPARES = {"startswith", "startsWith", "replace", "includes", "removeprefix"}


def _is_only_named(view: View, node: s.Literal) -> bool:
    """``url.startswith("postgres://")``, ``url.replace("postgres://", ...)``: no address."""
    above = view.names.parent(node)
    if isinstance(above, s.Items):
        above = view.names.parent(above)
    call = view.names.parent(above) if isinstance(above, s.Argument) else None
    callee = call.callee if isinstance(call, s.Call) else None
    if isinstance(callee, s.Attribute) and callee.name in _COMPARES:
        return True
    return isinstance(above, s.Binary) and above.operator in {"==", "in", "!="}


_HOST = lazy(r"(https?)://(?:[^/@\s?#]*@)?([A-Za-z0-9][A-Za-z0-9.-]*)(:\d{1,5})?(?=[/?#]|$)")


def _requested(view: View) -> Iterator[DataSource]:
    """The hosts of requests whose address is written in the project."""
    for call in view.found.calls:
        if call.sdk.kind != "http" or call.fact.url is None:
            continue
        answer = argument(view.names, call.node, call.fact.url)
        if not isinstance(answer, Present):
            continue
        for text in (
            *(choice.name for choice in choices(view, answer.node)),
            "".join(texts(view.names, answer.node)),
            _beginning(view, answer.node),
        ):
            if host := host_of(text):
                yield DataSource("http", host, place(view, call.node))
                break


def _beginning(view: View, node: s.Node) -> str:
    """What the first part of ``f"{BASE}/path"`` stands for."""
    node = s.bare(node)
    part = None
    if isinstance(node, s.Text) and node.parts:
        part = node.parts[0]
    elif isinstance(node, s.Binary):
        part = node.left
    found = next(choices(view, part), None) if part is not None else None
    return f"{found.name}/" if found else ""


def host_of(text: str) -> str:
    """Scheme and host of an address, "" for none."""
    match = _HOST.match(text)
    if match is None:
        return ""
    return f"{match[1].lower()}://{match[2].lower()}{match[3] or ''}"


# -- calls -------------------------------------------------------------------------------------

_FILES = {
    "pandas.read_csv", "pandas.read_excel", "pandas.read_json", "pandas.read_parquet",
    "polars.read_csv", "polars.read_parquet", "pandas.read_sql",
}  # fmt: skip
_LOADER = lazy(
    r"(?:^|\.)(?:Text|CSV|PyPDF|PDF|JSON|Directory|Docx2txt|Unstructured\w*|PyPDFDirectory|SimpleDirectory)(?:File)?(?:Loader|Reader)$"
)
_PATH = lazy(r"[\w./ @+-]{1,120}\Z")


def _of_call(view: View, call: s.Call) -> Iterator[DataSource]:
    from prodgate.meaning.trace import qualified

    name = s.dotted(call.callee) or ""
    if name.rpartition(".")[2] in {"client", "resource"} and name.startswith(
        ("boto3.", "session.")
    ):
        service = call.positional(0)
        if isinstance(service, s.Literal) and str(service.value) in _AWS:
            yield DataSource(*_AWS[str(service.value)], place(view, call))
        return
    full = qualified(view.names, call.callee) or name
    if full in _FILES or _LOADER.search(full):
        first = call.positional(0) or call.keyword("file_path") or call.keyword("input_dir")
        value = first.value if isinstance(first, s.Literal) else None
        if isinstance(value, str) and "://" not in value and _PATH.match(value):
            yield DataSource("file", value, place(view, call))
