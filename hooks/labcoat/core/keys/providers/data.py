"""Keys of databases, brokers, search and maps, and passwords in the addresses of any of them."""

from __future__ import annotations

from labcoat.core.keys.checks import has_digit_and_letter, has_kinds, is_jwt
from labcoat.core.keys.detector import Detector

GITLEAKS = "https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/"
BETTERLEAKS = "https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/"
KINGFISHER = "https://github.com/mongodb/kingfisher/blob/main/data/rules/"
CREDSWEEPER = "https://github.com/Samsung/CredSweeper/blob/main/credsweeper/rules/config.yaml"
DETECT_SECRETS = "https://github.com/Yelp/detect-secrets/blob/master/detect_secrets/plugins/"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
RFC_URL = "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1"
DATABASES = (
    "postgres postgresql postgis psql pgsql cockroachdb cockroach crdb redshift mysql mysqlx mysql2 mariadb mssql "
    "sqlserver oracle db2 ibm_db_sa vertica teradata teradatasql snowflake databricks trino presto hive impala "
    "clickhouse clickhousedb chdb mongodb mongo redis rediss valkey amqp amqps rabbitmq kafka nats stomp mqtt mqtts "
    "pulsar neo4j bolt cassandra scylla couchdb couchbase elasticsearch opensearch influxdb timescaledb timescale "
    "questdb singlestore singlestoredb exasol firebird sybase hana sap druid pinot duckdb libsql memcached ldap ldaps "
    "arangodb milvus qdrant db sqlalchemy cubrid monetdb vitess tidb yugabytedb awsathena bigquery"
).split()
HOSTS = (
    "https http ftp ftps sftp ssh scp git svn smb cifs nfs rtsp rtsps rtmp smtp smtps smtp-tls imap imaps pop3 socks "
    "socks4 socks5 socks5h ws wss tcp udp tls ssl telnet vnc rdp irc ircs dav davs webdav webdavs hdfs webhdfs s3 "
    "gs hg bzr xmpp proxy docker registry consul etcd vault zookeeper zk dsn nexus npm grpc grpcs snmp sip sips rsync"
).split()
NOT_PASSWORDS = frozenset(
    "password passwd pass pwd secret user username admin root guest test example postgres mysql mongo redis token "
    "changeme foo bar baz foobar host hostname localhost yourpassword your_password your-password mypassword "
    "my_password pass123 p4ssw0rd hunter2 key none null true false string str value".split()
)


def _names(*owners: str) -> tuple[str, ...]:
    """How the variable of a key of one of these owners may begin, in lower case: `sl_api`, `clou-pw`."""
    gaps = ("", "_", "-", "__", "_-", "-_", "--")
    return tuple(
        owner + gap + word for owner in owners for gap in gaps for word in ("api", "key", "pw", "pass", "token")
    )


def is_url_password(password: str) -> bool:
    """Whether this is a password, not a word that stands for one, a variable, or a port with a path."""
    from urllib.parse import unquote

    plain = unquote(password)
    if plain.lower() in NOT_PASSWORDS or (plain.split("/")[0].isdigit() and "/" in plain):
        return False
    return not plain.startswith(("$", "%", "<", "{", "[", "(", "...", "***")) and len(set(plain)) > 2


def is_connection_password(password: str) -> bool:
    """The same within a list of settings, where program text may look alike."""
    return is_url_password(password) and not password.isalpha() and not set("()") & set(password)


def is_sql_password(password: str) -> bool:
    """The same in a statement: with digits, since prose says `identified by`, too."""
    return is_connection_password(password) and (has_digit_and_letter(password) and "_" not in password)


def is_mapbox_token(token: str) -> bool:
    """Whether the second part of a token is a JSON object, as those of Mapbox are."""
    part = token.split(".")[1]
    return is_jwt(f"{part}.{part}")


URLS = (
    Detector(
        "database-url-password",
        "",
        "password in a database or broker URL",
        r"(?:" + "|".join(sorted(DATABASES, key=len, reverse=True)) + r")(?:\+[\w.-]{1,24})?://"
        r"(?P<user>[^\s:/@\"'<>\\`]{0,100}):(?!(?P=user)@)(?P<secret>[^\s@\"'<>{}\\`]{3,120})@(?=[\w\[%({$.-])",
        "postgresql://app:<alnum:16>@db.example.org:5432/app",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        RFC_URL,
        needles=tuple(f"{scheme}{end}" for scheme in DATABASES for end in ("://", "+")),
        valid=is_url_password,
        entropy=1.5,
        env="DATABASE_URL",
    ),
    Detector(
        "url-password",
        "",
        "password in a URL",
        r"(?:" + "|".join(sorted(HOSTS, key=len, reverse=True)) + r")(?:\+[a-z]{1,10})?://"
        r"(?P<user>(?!mailto:|tel:)[^\s:/?#@\"'<>\\`]{0,100}):(?!(?P=user)@)(?P<secret>[^\s/?#@\"'<>{}\\`]{3,200})@(?=[\w\[%({$.-])",
        "https://deploy:<alnum:20>@git.example.org/team/repo.git",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        RFC_URL,
        needles=tuple(f"{scheme}://" for scheme in HOSTS),
        valid=is_url_password,
        entropy=1.5,
        severity="high",
    ),
    Detector(
        "url-user-token",
        "",
        "token in a URL",
        r"https?://(?P<secret>[0-9a-f]{40}|[0-9a-f]{32}|[A-Za-z0-9_-]{36,255})(?::x-oauth-basic)?@(?=[a-z])",
        "https://<hex:40>@github.com/team/repo.git",
        "https://github.com/settings/tokens",
        "https://github.blog/news-insights/the-library/easier-builds-and-deployments-using-git-over-https-and-oauth/",
        needles=("https://", "http://"),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "jdbc-password",
        "",
        "password in a JDBC URL",
        r"jdbc:(?:(?!jdbc:)[^\s\"'<>\\]){3,300}?[?&](?i:password|pwd|passwd)=(?P<secret>[^\s\"'&;<>{}\\]{3,120})",
        "jdbc:postgresql://db.example.org/app?user=app&password=<alnum:16>",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url",
        needles=("jdbc:",),
        valid=is_url_password,
        entropy=1.5,
    ),
    Detector(
        "jdbc-thin-password",
        "Oracle",
        "password in a JDBC URL",
        r"jdbc:oracle:(?:thin|oci):[\w.$#-]{1,60}/(?P<secret>[^\s\"'@<>{}\\/]{3,120})@",
        "jdbc:oracle:thin:app/<alnum:16>@//db.example.org:1521/app",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html",
        needles=("jdbc:oracle:",),
        valid=is_url_password,
        entropy=1.5,
    ),
    Detector(
        "connection-string-password",
        "",
        "password in a connection string",
        r"(?<=;)(?i:password|pwd)=(?P<secret>[^\s\"';&<>{}\\]{4,120})(?=[;\"'\s\\]|$)",
        "Server=db.example.org;Database=app;User=sa;Password=<alnum:16>;",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax",
        needles=("Password=", "password=", "PASSWORD=", "PWD=", "Pwd=", "pwd="),
        valid=is_connection_password,
        entropy=2.0,
    ),
    Detector(
        "sql-password",
        "",
        "password in a SQL statement",
        r"(?i:identified\s{1,4}by\s{1,4}(?:(?:password|values)\s{1,4})?"
        r"|(?:with\s{1,4})?(?:encrypted\s{1,4})?password\s{0,4}=?\s{0,4}(?=['\"]))"
        r"(?P<quote>\\?['\"]?)(?P<secret>[^'\"`\s<>{}\\;)]{4,120})(?P=quote)",
        "CREATE USER app IDENTIFIED BY '<alnum:16>';",
        "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
        "https://dev.mysql.com/doc/refman/8.4/en/create-user.html",
        needles=("IDENTIFIED BY", "identified by", "Identified by", "PASSWORD '", "WITH PASSWORD", "with password"),
        valid=is_sql_password,
        entropy=2.0,
        severity="high",
    ),
    Detector(
        "mysql-command-password",
        "MySQL",
        "password of a command",
        r"mysql(?:dump|admin|import)?(?:(?!mysql)[^\n|;]){1,200}?\s(?:-p|--password=)(?P<quote>['\"]?)"
        r"(?P<secret>[^\s'\"$<>{}\\`|;]{4,120})(?P=quote)(?=[\s|;)\"'`\\]|$)",
        "mysql -u root -p<alnum:16> app",
        "https://dev.mysql.com/doc/refman/8.4/en/password-security-user.html",
        "https://dev.mysql.com/doc/refman/8.4/en/connecting.html",
        needles=("mysql ", "mysqldump ", "mysqladmin ", "mysqlimport "),
        valid=is_connection_password,
        entropy=2.0,
        severity="high",
    ),
)

STORES = (
    Detector(
        "planetscale-token",
        "PlanetScale",
        "token or password",
        r"pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}",
        "pscale_tkn_<word:43>",
        "https://app.planetscale.com/~/settings/service-tokens",
        GITLEAKS + "planetscale.go",
        needles=("pscale_tkn_", "pscale_pw_", "pscale_oauth_"),
        valid=has_digit_and_letter,
        entropy=3.5,
        env="PLANETSCALE_SERVICE_TOKEN",
    ),
    Detector(
        "neon-api-key",
        "Neon",
        "API key",
        "napi_[0-9a-z]{64}",
        "napi_<lower+digits:64>",
        "https://console.neon.tech/app/settings/api-keys",
        BETTERLEAKS + "neon.go",
        needles=("napi_",),
        entropy=3.5,
        env="NEON_API_KEY",
    ),
    Detector(
        "mongodb-atlas-secret",
        "MongoDB Atlas",
        "service account secret",
        r"mdb_sa_sk_[\w-]{40}",
        "mdb_sa_sk_<word:40>",
        "https://cloud.mongodb.com/",
        BETTERLEAKS + "mongodb.go",
        needles=("mdb_sa_sk_",),
        valid=has_digit_and_letter,
        entropy=3.5,
    ),
    Detector(
        "mongodb-atlas-private-key",
        "MongoDB Atlas",
        "private API key",
        UUID,
        "<uuid>",
        "https://cloud.mongodb.com/",
        KINGFISHER + "mongodb.yml",
        near=("atlas_private", "atlas_api", "mongodb_atlas", "atlas-private", "mongodb_private"),
        severity="high",
    ),
    Detector(
        "snowflake-token",
        "Snowflake",
        "programmatic access token",
        r"[\w-]{100,500}",
        "<word:198><digits:2>",
        "https://docs.snowflake.com/en/user-guide/programmatic-access-tokens",
        BETTERLEAKS + "snowflake.go",
        near=("snowflake",),
        valid=has_kinds,
        entropy=4.5,
        severity="high",
        env="SNOWFLAKE_TOKEN",
    ),
    Detector(
        "confluent-secret",
        "Confluent",
        "API secret",
        r"[A-Za-z0-9/+_-]{64}",
        "<alnum:62><digits:2>",
        "https://confluent.cloud/settings/api-keys",
        GITLEAKS + "confluent.go",
        near=("confluent", "cflt", "sasl.password"),
        valid=has_kinds,
        entropy=4.3,
        severity="high",
        env="CONFLUENT_CLOUD_API_SECRET",
    ),
    Detector(
        "confluent-api-key",
        "Confluent",
        "API key",
        "[A-Z0-9]{16}|[a-z0-9]{16}",
        "<upper+digits:14><digits:2>",
        "https://confluent.cloud/settings/api-keys",
        GITLEAKS + "confluent.go",
        near=("confluent",),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
        env="CONFLUENT_CLOUD_API_KEY",
    ),
    Detector(
        "elastic-cloud-api-key",
        "Elastic Cloud",
        "API key",
        r"essu_[\w-]{50,200}={0,2}",
        "essu_<word:100>",
        "https://cloud.elastic.co/account/keys",
        BETTERLEAKS + "elastic.go",
        needles=("essu_",),
        entropy=3.5,
        env="EC_API_KEY",
    ),
    Detector(
        "algolia-api-key",
        "Algolia",
        "API key",
        "[0-9a-z]{32}",
        "<hex:32>",
        "https://dashboard.algolia.com/account/api-keys/all",
        GITLEAKS + "algolia.go",
        near=("algolia",),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
        env="ALGOLIA_API_KEY",
    ),
    Detector(
        "datastax-token",
        "DataStax Astra",
        "application token",
        r"AstraCS:[A-Za-z0-9:]{20,120}",
        "AstraCS:<alnum:24>:<hex:64>",
        "https://astra.datastax.com/settings/tokens",
        BETTERLEAKS + "datastax.go",
        needles=("AstraCS:",),
        valid=has_kinds,
        entropy=3.5,
        env="ASTRA_DB_APPLICATION_TOKEN",
    ),
    Detector(
        "cockroachdb-api-key",
        "CockroachDB Cloud",
        "API key",
        "CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}",
        "CCDB1_<alnum:22>_<alnum:40>",
        "https://cockroachlabs.cloud/access",
        BETTERLEAKS + "cockroachlabs.go",
        needles=("CCDB1_",),
        entropy=3.5,
        env="COCKROACH_API_KEY",
    ),
    Detector(
        "clickhouse-cloud-secret",
        "ClickHouse Cloud",
        "API secret key",
        "4b1d[A-Za-z0-9]{38}",
        "4b1d<alnum:38>",
        "https://console.clickhouse.cloud/",
        GITLEAKS + "clickhouse.go",
        needles=("4b1d",),
        valid=has_kinds,
        entropy=4.0,
    ),
    Detector(
        "influxdb-token",
        "InfluxDB",
        "API token",
        r"[\w-]{86}",
        "<word:84><digits:2>==",
        "https://docs.influxdata.com/influxdb/v2/admin/tokens/",
        BETTERLEAKS + "influxdb.go",
        near=("influx",),
        valid=has_kinds,
        entropy=4.5,
        severity="high",
        env="INFLUX_TOKEN",
    ),
    Detector(
        "databento-api-key",
        "Databento",
        "API key",
        "db-[A-Za-z0-9]{29}",
        "db-<alnum:29>",
        "https://databento.com/portal/keys",
        BETTERLEAKS + "databento.go",
        needles=("db-",),
        valid=has_kinds,
        entropy=3.7,
        env="DATABENTO_API_KEY",
    ),
    Detector(
        "mapbox-token",
        "Mapbox",
        "secret access token",
        r"(?:sk|tk)\.eyJ[\w-]{20,400}\.[\w-]{20,30}",
        "sk.eyJ1IjoiZXhhbXBsZSIsImEiOiJjbGV4YW1wbGUifQ.<word:22>",
        "https://console.mapbox.com/account/access-tokens/",
        "https://docs.mapbox.com/help/dive-deeper/access-tokens/",
        needles=("sk.eyJ", "tk.eyJ"),
        valid=is_mapbox_token,
        entropy=3.5,
        env="MAPBOX_ACCESS_TOKEN",
    ),
    Detector(
        "mapbox-public-token",
        "Mapbox",
        "public access token",
        r"pk\.[\w-]{40,400}\.[\w-]{20,30}",
        "pk.eyJ1IjoiZXhhbXBsZSIsImEiOiJjbGV4YW1wbGUifQ.<word:22>",
        "https://console.mapbox.com/account/access-tokens/",
        GITLEAKS + "mapbox.go",
        needles=("pk.eyJ",),
        valid=is_mapbox_token,
        entropy=3.5,
        severity="low",
        env="MAPBOX_ACCESS_TOKEN",
        opt_in=True,
    ),
    Detector(
        "firebase-server-key",
        "Firebase Cloud Messaging",
        "server key",
        r"(?<=AAAA[\w-]{7}:)APA91b[\w-]{100,250}",
        "AAAA<word:7>:APA91b<word:134>",
        "https://console.firebase.google.com/",
        "https://firebase.google.com/docs/cloud-messaging/auth-server",
        needles=("APA91b",),
        entropy=4.0,
        env="FCM_SERVER_KEY",
    ),
    Detector(
        "cloudant-password",
        "IBM Cloudant",
        "password or API key",
        "[0-9a-f]{64}",
        "<hex:64>",
        "https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-managing-access-for-cloudant",
        DETECT_SECRETS + "cloudant.py",
        near=(*_names("clou", "cl"), "cloudant"),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "softlayer-password",
        "SoftLayer",
        "password or API key",
        "[0-9a-z]{64}",
        "<lower+digits:64>",
        "https://cloud.ibm.com/docs/account?topic=account-classic_keys",
        DETECT_SECRETS + "softlayer.py",
        near=(*_names("sl"), "softlayer"),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "ibm-cos-hmac-key",
        "IBM Cloud Object Storage",
        "HMAC secret key",
        "[0-9a-f]{48}",
        "<hex:48>",
        "https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main",
        DETECT_SECRETS + "ibm_cos_hmac.py",
        near=tuple(
            f"{owner}secret{middle}key"
            for owner in ("", "cos", "hmac")
            for middle in ("", "_", "-", "_-", "-_", *(f"{a}access{b}" for a in ("", "_", "-") for b in ("", "_", "-")))
        ),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "ibm-cloud-iam-key",
        "IBM Cloud",
        "IAM key or password",
        r"[\w-]{44}",
        "<word:42><digits:2>",
        "https://cloud.ibm.com/iam/apikeys",
        DETECT_SECRETS + "ibm_cloud_iam.py",
        near=_names("iam", "cloud"),
        valid=has_kinds,
        entropy=4.0,
        severity="high",
        env="IBMCLOUD_API_KEY",
    ),
    Detector(
        "adafruit-io-key",
        "Adafruit IO",
        "key",
        "aio_[A-Za-z0-9]{28}",
        "aio_<alnum:28>",
        "https://io.adafruit.com/",
        KINGFISHER + "adafruitio.yml",
        needles=("aio_",),
        valid=has_kinds,
        entropy=3.5,
        severity="high",
        env="ADAFRUIT_IO_KEY",
    ),
    Detector(
        "ubidots-token",
        "Ubidots",
        "token",
        "BBFF-[0-9a-zA-Z]{30}|BBUS-[0-9a-zA-Z]{30}",
        "BBFF-<alnum:30>",
        "https://industrial.ubidots.com/",
        KINGFISHER + "ubidots.yml",
        needles=("BBFF-", "BBUS-"),
        valid=has_kinds,
        entropy=3.5,
        severity="high",
    ),
    Detector(
        "maxmind-license-key",
        "MaxMind",
        "license key",
        "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk",
        "<alnum:6>_<alnum:29>_mmk",
        "https://www.maxmind.com/en/accounts/current/license-key",
        "https://dev.maxmind.com/license-key",
        near=("",),
        valid=has_kinds,
        entropy=3.7,
        severity="high",
        env="MAXMIND_LICENSE_KEY",
    ),
    Detector(
        "tableau-token",
        "Tableau",
        "personal access token",
        r"[A-Za-z0-9+/]{22}==:[A-Za-z0-9]{32}",
        "tableau_token = '<alnum:22>==:<alnum:32>'",
        "https://help.tableau.com/current/online/en-us/security_personal_access_tokens.htm",
        BETTERLEAKS + "tableau.go",
        inside=("==:",),
        valid=has_kinds,
        entropy=4.0,
        env="TABLEAU_TOKEN",
    ),
    Detector(
        "etherscan-api-key",
        "Etherscan",
        "API key",
        "[0-9A-Z]{34}",
        "<upper+digits:32><digits:2>",
        "https://etherscan.io/myapikey",
        KINGFISHER + "etherscan.yml",
        near=("etherscan", "bscscan", "polygonscan", "arbiscan"),
        valid=has_digit_and_letter,
        entropy=3.5,
        severity="high",
        env="ETHERSCAN_API_KEY",
    ),
    Detector(
        "infura-key",
        "Infura",
        "project key or secret",
        "[0-9a-f]{32}",
        "<hex:32>",
        "https://developer.metamask.io/",
        KINGFISHER + "infura.yml",
        near=("infura",),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "alchemy-key",
        "Alchemy",
        "API key",
        r"[\w-]{32}",
        "<alnum:30><digits:2>",
        "https://dashboard.alchemy.com/apps",
        KINGFISHER + "alchemy.yml",
        near=("alchemy.com", "alchemyapi.io", "alchemy_api", "alchemy_key"),
        valid=has_kinds,
        entropy=3.7,
        severity="high",
        env="ALCHEMY_API_KEY",
    ),
)

SERVICES = (
    ("openweather-api-key", "OpenWeather", "[0-9a-f]{32}", "<hex:32>", "https://home.openweathermap.org/api_keys",
     "openweather.yml", ("openweather", "pyowm", "appid=", "owm_")),
    ("weatherstack-api-key", "Weatherstack", "[0-9a-f]{32}", "<hex:32>", "https://weatherstack.com/dashboard",
     "weatherstack.yml", ("weatherstack", "marketstack", "aviationstack", "mediastack", "ipstack", "positionstack",
                          "currencylayer", "numverify", "userstack", "fixer.io", "fixerio", "apilayer")),
    ("weatherbit-api-key", "Weatherbit", "[0-9a-f]{32}", "<hex:32>", "https://www.weatherbit.io/account/dashboard",
     "weatherbit.yml", ("weatherbit",)),
    ("newsapi-key", "News API", "[0-9a-f]{32}", "<hex:32>", "https://newsapi.org/account", "newsapi.yml",
     ("newsapi", "news_api", "news-api")),
    ("virustotal-api-key", "VirusTotal", "[0-9a-f]{64}", "<hex:64>", "https://www.virustotal.com/gui/my-apikey",
     "virustotal.yml", ("virustotal", "virus_total", "vt_api", "vt_key")),
    ("shodan-api-key", "Shodan", "[A-Za-z0-9]{32}", "<alnum:30><digits:2>", "https://account.shodan.io/",
     "shodankey.yml",
     ("shodan",)),
    ("opencage-api-key", "OpenCage", "[0-9a-f]{32}", "<hex:32>", "https://opencagedata.com/dashboard",
     "opencagedata.yml", ("opencage",)),
    ("ipinfo-token", "IPinfo", "[0-9a-f]{14,16}", "<hex:16>", "https://ipinfo.io/dashboard/token", "ipinfo.yml",
     ("ipinfo",)),
    ("tiingo-api-key", "Tiingo", "[0-9a-f]{40}", "<hex:40>", "https://www.tiingo.com/account/api/token", "tiingo.yml",
     ("tiingo",)),
    ("polygon-api-key", "Polygon", r"[\w-]{32}", "<alnum:30><digits:2>", "https://polygon.io/dashboard/keys",
     "polygon.yml",
     ("polygon_api", "polygon.io", "polygon_key")),
    ("quandl-api-key", "Nasdaq Data Link", r"[A-Za-z0-9_-]{20}", "<alnum:18><digits:2>",
     "https://data.nasdaq.com/account/profile",
     "nasdaqdatalink.yml", ("quandl", "nasdaqdatalink", "nasdaq_data_link")),
    ("twelve-data-api-key", "Twelve Data", "[0-9a-f]{32}", "<hex:32>", "https://twelvedata.com/account/api-keys",
     "twelvedata.yml", ("twelvedata", "twelve_data", "td_api")),
    ("tomtom-api-key", "TomTom", "[A-Za-z0-9]{32}", "<alnum:30><digits:2>", "https://developer.tomtom.com/user/me/apps",
     "tomtom.yml", ("tomtom",)),
    ("here-api-key", "HERE", r"[\w-]{43}", "<alnum:41><digits:2>", "https://platform.here.com/admin/apps",
     "hereapi.yml",
     ("hereapi", "here_api", "here.com", "here_app")),
    ("yelp-api-key", "Yelp", r"[\w-]{128}", "<word:126><digits:2>", "https://www.yelp.com/developers/v3/manage_app",
     "yelp.yml",
     ("yelp",)),
    ("unsplash-key", "Unsplash", r"[\w-]{43}", "<word:41><digits:2>", "https://unsplash.com/oauth/applications",
     "unsplash.yml",
     ("unsplash_", "unsplash-", "api.unsplash.com", "unsplash api", "unsplash key")),
    ("scraperapi-key", "ScraperAPI", "[0-9a-f]{32}", "<hex:32>", "https://dashboard.scraperapi.com/", "scraperapi.yml",
     ("scraperapi", "scraper_api", "scrapingbee", "zenrows", "scrapingant", "scraperbox", "serpapi", "serpstack")),
    ("abuseipdb-api-key", "AbuseIPDB", "[0-9a-f]{80}", "<hex:80>", "https://www.abuseipdb.com/account/api",
     "generic.yml", ("abuseipdb",)),
    ("data-gov-api-key", "api.data.gov", "[A-Za-z0-9]{40}", "<alnum:38><digits:2>", "https://api.data.gov/signup/",
     "datagov.yml",
     ("data.gov", "datagov", "data_gov", "nasa_api")),
)  # fmt: skip


def _service(row: tuple[str, str, str, str, str, str, tuple[str, ...]]) -> Detector:
    name, provider, pattern, example, rotate, source, near = row
    return Detector(
        name,
        provider,
        "API key",
        pattern,
        example,
        rotate,
        KINGFISHER + source,
        near=near,
        valid=has_digit_and_letter,
        entropy=2.5 if "a-f" in pattern else 3.5,
        severity="high",
    )


DETECTORS = (*URLS, *STORES, *map(_service, SERVICES))
