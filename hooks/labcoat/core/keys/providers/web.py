"""Keys in requests: headers, commands, JSON Web Tokens; and those of networks, identity providers and other sites."""

from __future__ import annotations

from labcoat.core.keys.checks import EXAMPLE_CLAIMS, has_digit_and_letter, has_kinds, is_jwt
from labcoat.core.keys.detector import Detector

GITLEAKS = "https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/"
BETTERLEAKS = "https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/"
KINGFISHER = "https://github.com/mongodb/kingfisher/blob/main/data/rules/"
CREDSWEEPER = "https://github.com/Samsung/CredSweeper/blob/main/credsweeper/rules/config.yaml"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
ROTATE = "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html"


def is_real_jwt(token: str) -> bool:
    """Whether this is a JSON Web Token, other than the one that every manual shows, and not `alg: none`."""
    return is_jwt(token) and not any([claim in token for claim in EXAMPLE_CLAIMS])


def is_basic_credential(value: str) -> bool:
    """Whether this is base64 of a user and a password that stands for no other."""
    from binascii import Error, a2b_base64

    from labcoat.core.keys.placeholder import is_placeholder

    if value.isalpha() and (value.islower() or value.istitle()):
        return False  # a word: `Basic Operations`
    try:
        user, colon, password = a2b_base64(value + "=" * (-len(value) % 4)).decode("latin-1").partition(":")
    except Error:
        return False
    is_credential = bool(colon) and user.isascii() and user.isprintable() and len(password or user) > 3
    return is_credential and password != "open sesame" and not is_placeholder(password or user)  # noqa: S105


JWT_HEADERS = ("eyJhbGciOi", "eyJ0eXAiOi", "eyJraWQiOi")  # {"alg": and so on
LONG_HEADER = 200  # characters that no header of a JSON web token has


def is_bearer(token: str) -> bool:
    """Whether this is no word or name: at least letters and digits mixed, not in the way of file or model names."""
    if token.startswith("eyJ"):
        header = token.rstrip(".")
        return is_real_jwt(token) if "." in header else not header.startswith(JWT_HEADERS) or len(header) > LONG_HEADER
    return (
        not token.endswith("..")
        and has_digit_and_letter(token)
        and max(map(len, token.replace("_", "-").split("-"))) >= 12
    )


def is_command_password(value: str) -> bool:
    """Whether what follows the user is no number, as the ids of groups are, and no word for a password."""
    from labcoat.core.keys.placeholder import is_placeholder

    plain = value.strip("\"'")
    words = {
        "password",
        "passwd",
        "pass",
        "pwd",
        "secret",
        "token",
        "admin",
        "key",
        "apikey",
        "api_key",
        "x-oauth-basic",
    }
    return not plain.isdigit() and plain.lower() not in words and not is_placeholder(plain)


REQUESTS = (
    Detector(
        "bearer-token",
        "",
        "bearer token in a header",
        r"(?i:bearer)(?: |%20|\+|\\u0020)(?P<secret>[\w.~+/-]{16,4000}={0,2})",
        "Authorization: Bearer <alnum:40>",
        ROTATE,
        "https://www.rfc-editor.org/rfc/rfc6750#section-2.1",
        needles=("Bearer ", "bearer ", "BEARER ", "Bearer%20", "bearer%20"),
        valid=is_bearer,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "token-header",
        "",
        "token in a header",
        r"(?i:authorization)[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?i:token|bot|apikey|api-key|key|ssws|splunk|genie[kK]ey|klaviyo-api-key)"
        r"(?: |%20|=)[\"']?(?P<secret>[\w.~+/=-]{16,1000})",
        "Authorization: Token <hex:40>",
        ROTATE,
        "https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2",
        needles=(
            "Authorization",
            "authorization",
            "Authorization:",
            'Authorization"',
            "Authorization'",
            "authorization:",
            'authorization"',
            "authorization'",
            "AUTHORIZATION:",
        ),
        valid=is_bearer,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "key-header",
        "",
        "key in a header",
        r"(?i:x-(?:api-?key|auth-?token|auth-?key|access-?token|vault-token|github-token|gitlab-token|goog-api-key|"
        r"rapidapi-key|auth-email-key|shopify-access-token|functions-key|subscription-token|csrf-token|amz-security-token)|"
        r"(?:api|access)-token|ocp-apim-subscription-key|private-token|api-key|apikey|dd-api-key|dd-application-key|job-token|circle-token)"
        r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?P<secret>[\w.~+/-]{16,500}={0,2})",
        "X-API-Key: <alnum:32>",
        ROTATE,
        "https://swagger.io/docs/specification/v3_0/authentication/api-keys/",
        needles=tuple(
            f"{name}{end}"
            for name in (
                "X-API-Key X-Api-Key x-api-key X-API-KEY X-Auth-Token x-auth-token X-Auth-Key X-Access-Token "
                "x-access-token X-Vault-Token X-RapidAPI-Key x-rapidapi-key X-GitLab-Token PRIVATE-TOKEN "
                "Private-Token private-token JOB-TOKEN Ocp-Apim-Subscription-Key ocp-apim-subscription-key "
                "X-Shopify-Access-Token x-functions-key X-Subscription-Token DD-API-KEY DD-APPLICATION-KEY "
                "Circle-Token X-Goog-Api-Key x-goog-api-key Api-Token api-token Access-Token"
            ).split()
            for end in (":", '"', "'", "=")
        ),
        valid=is_bearer,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "basic-auth-header",
        "",
        "user and password in a header",
        r"(?i:basic)(?: |%20|\+)(?P<secret>[A-Za-z0-9+/]{8,2000}={0,2})",
        "Authorization: Basic dXNlcjph<alnum:24>",
        ROTATE,
        "https://www.rfc-editor.org/rfc/rfc7617#section-2",
        needles=("Basic ", "basic ", "BASIC ", "Basic%20"),
        valid=is_basic_credential,
        entropy=2.5,
        severity="high",
    ),
    Detector(
        "curl-user-password",
        "",
        "password of a curl or wget command",
        r"(?:curl|wget)\s(?:(?!(?:curl|wget)\s)(?:[^\n\\|;]|\\(?!(?:curl|wget)\s)[\s\S])){0,600}?"
        r"(?:(?<=\s)-[a-zA-Z]{0,4}u ?|--(?:proxy-)?user[ =]|--(?:http-|proxy-|ftp-)?password[ =])"
        r"\s{0,3}(?P<quote>\\?[\"']?)(?:(?<=password[ =])|(?<=password=[\"'])|[^\s:\"'<>\\]{0,100}:[\"']?)"
        r"(?P<secret>(?!\$)[^\s\"'<>{}\\`]{3,200})(?P=quote)(?=[\s\"'`\\;|)]|$)",
        "curl -s -u admin:<alnum:16> https://api.example.org/v1",
        ROTATE,
        GITLEAKS + "curl.go",
        needles=("curl ", "wget "),
        valid=is_command_password,
        entropy=1.8,
        severity="high",
    ),
    Detector(
        "curl-user-token",
        "",
        "token of a curl command",
        r"curl\s(?:(?!curl\s)(?:[^\n\\|;]|\\(?!curl\s)[\s\S])){0,600}?(?:(?<=\s)-[a-zA-Z]{0,4}u|--user)[ =]{0,4}"
        r"\\?[\"']?(?P<secret>[\w!#%&*+./=~^-]{10,200}):(?=[\s\"'\\]|$)",
        "curl https://api.example.org/v1 -u <alnum:32>:",
        ROTATE,
        GITLEAKS + "curl.go",
        needles=("curl ",),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "json-web-token",
        "",
        "JSON Web Token",
        r"eyJ[\w-]{10,4000}\.(?:[\w-]{10,12000}\.[\w-]{20,2000}|(?:[\w-]{0,4000}\.){3}[\w-]{10,4000})={0,2}",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIn0.<word:43>",
        ROTATE,
        "https://www.rfc-editor.org/rfc/rfc7519",
        needles=("eyJ",),
        valid=is_real_jwt,
        entropy=3.5,
        severity="high",
    ),
    Detector(
        "netrc-password",
        "",
        "password in .netrc",
        r"(?:machine\s{1,8}\S{1,200}|default)\s{1,8}login\s{1,8}\S{1,200}\s{1,8}password\s{1,8}"
        r"(?P<secret>[^\s\"'<>{}]{3,400})",
        "machine api.example.org login app password <alnum:20>",
        ROTATE,
        "https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html",
        needles=("machine ", "default login"),
        valid=is_command_password,
        entropy=2.0,
    ),
)

NETWORKS = (
    Detector(
        "facebook-access-token",
        "Meta",
        "access token of Facebook or Instagram",
        r"EAA[A-Za-z0-9]{80,800}|EAACEdEose0cBA[A-Za-z0-9]{20,800}|IG(?:QVJ|QWR|AA)[\w=-]{80,800}",
        "EAAC<alnum:160>",
        "https://developers.facebook.com/tools/debug/accesstoken/",
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
        needles=("EAA", "IGQVJ", "IGQWR", "IGAA"),
        valid=has_kinds,
        entropy=4.0,
        env="FACEBOOK_ACCESS_TOKEN",
    ),
    Detector(
        "facebook-app-token",
        "Meta",
        "app access token",
        r"[\w-]{27}",
        "<word:25><digits:2>",
        "https://developers.facebook.com/apps/",
        "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
        near=("facebook", "fb_", "access_token"),
        valid=has_kinds,
        entropy=3.9,
        severity="high",
    ),
    Detector(
        "facebook-app-secret",
        "Meta",
        "app secret",
        "[0-9a-f]{32}",
        "<hex:32>",
        "https://developers.facebook.com/apps/",
        GITLEAKS + "facebook.go",
        near=(
            "facebook_app",
            "facebook_secret",
            "facebook_client",
            "facebook_api",
            "fb_app",
            "fb_secret",
            "fb_client",
            "facebook-",
            "facebookapp",
            "facebooksecret",
            "facebookapi",
            "facebookclient",
            "graph.facebook.com",
        ),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
        env="FACEBOOK_APP_SECRET",
    ),
    Detector(
        "twitter-bearer-token",
        "X",
        "bearer token of an app",
        r"A{19,24}[A-Za-z0-9%]{60,200}",
        "AAAAAAAAAAAAAAAAAAAAA<alnum:41>%3D<alnum:50>",
        "https://developer.x.com/en/portal/dashboard",
        "https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/application-only",
        needles=("AAAAAAAAAAAAAAAAAAA",),
        valid=has_kinds,
        entropy=4.0,
        env="TWITTER_BEARER_TOKEN",
    ),
    Detector(
        "twitter-access-token",
        "X",
        "access token",
        "[0-9]{8,25}-[A-Za-z0-9]{38,42}",
        "<digits:18>-<alnum:40>",
        "https://developer.x.com/en/portal/dashboard",
        GITLEAKS + "twitter.go",
        near=("twitter", "access_token", "access-token", "accesstoken", "oauth_token", "tweepy", "access_key"),
        valid=has_kinds,
        entropy=4.0,
        severity="high",
        env="TWITTER_ACCESS_TOKEN",
    ),
    Detector(
        "twitter-secret",
        "X",
        "API key or secret",
        "[A-Za-z0-9]{50}|[A-Za-z0-9]{45}|[A-Za-z0-9]{25}",
        "<alnum:48><digits:2>",
        "https://developer.x.com/en/portal/dashboard",
        GITLEAKS + "twitter.go",
        near=(
            "twitter",
            "tweepy",
            "consumer_key",
            "consumer_secret",
            "access_token_secret",
            "access_secret",
            "consumerkey",
            "consumersecret",
            "consumer-",
            "access_token",
        ),
        valid=has_kinds,
        entropy=3.9,
        severity="high",
        env="TWITTER_API_SECRET",
    ),
    Detector(
        "linkedin-client-secret",
        "LinkedIn",
        "client secret",
        "[A-Za-z0-9]{16}",
        "<alnum:14><digits:2>",
        "https://www.linkedin.com/developers/apps",
        GITLEAKS + "linkedin.go",
        near=("linkedin", "linked_in", "linked-in"),
        valid=has_kinds,
        entropy=3.3,
        severity="high",
        env="LINKEDIN_CLIENT_SECRET",
    ),
    Detector(
        "dropbox-token",
        "Dropbox",
        "access token",
        r"sl\.(?:u\.)?[\w=-]{77,2000}",
        "sl.u.<word:135>",
        "https://www.dropbox.com/developers/apps",
        GITLEAKS + "dropbox.go",
        needles=("sl.",),
        valid=has_kinds,
        entropy=4.0,
        env="DROPBOX_ACCESS_TOKEN",
    ),
    Detector(
        "dropbox-long-lived-token",
        "Dropbox",
        "access token",
        r"[A-Za-z0-9]{10,12}A{10,12}[\w=-]{40,44}",
        "<alnum:11>AAAAAAAAAA<word:43>",
        "https://www.dropbox.com/developers/apps",
        GITLEAKS + "dropbox.go",
        near=("",),
        valid=has_kinds,
        entropy=3.5,
        env="DROPBOX_ACCESS_TOKEN",
    ),
    Detector(
        "box-token",
        "Box",
        "access token or client secret",
        "[A-Za-z0-9]{32}",
        "<alnum:30><digits:2>",
        "https://app.box.com/developers/console",
        BETTERLEAKS + "box.go",
        near=(
            "box_client",
            "box_token",
            "box_access",
            "box_api",
            "box_secret",
            "box_developer",
            "box_key",
            "box-",
            "boxclient",
            "boxtoken",
            "boxapi",
        ),
        valid=has_kinds,
        entropy=3.7,
        severity="high",
    ),
    Detector(
        "twitch-token",
        "Twitch",
        "access token or client secret",
        "[0-9a-z]{30}",
        "<lower+digits:28><digits:2>",
        "https://dev.twitch.tv/console/apps",
        GITLEAKS + "twitch.go",
        near=("twitch", "oauth:"),
        valid=has_digit_and_letter,
        entropy=3.5,
        severity="high",
        env="TWITCH_CLIENT_SECRET",
    ),
    Detector(
        "spotify-client-secret",
        "Spotify",
        "client secret",
        "[0-9a-f]{32}",
        "<hex:32>",
        "https://developer.spotify.com/dashboard",
        KINGFISHER + "spotify.yml",
        near=("spotify", "spotipy"),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
        env="SPOTIPY_CLIENT_SECRET",
    ),
    Detector(
        "flickr-key",
        "Flickr",
        "API key",
        "[0-9a-z]{32}",
        "<hex:32>",
        "https://www.flickr.com/services/apps/",
        GITLEAKS + "flickr.go",
        near=(
            "flickr_api",
            "flickr_key",
            "flickr_secret",
            "flickr_access",
            "flickr_token",
            "flickrapi",
            "flickr-",
            "flickraccess",
            "flickrtoken",
            "flickrkey",
        ),
        valid=has_digit_and_letter,
        entropy=3.0,
        severity="high",
    ),
    Detector(
        "pinterest-token",
        "Pinterest",
        "access token",
        r"pin[ar]_[\w-]{20,200}",
        "pina_<word:64>",
        "https://developers.pinterest.com/apps/",
        BETTERLEAKS + "pinterest.go",
        needles=("pina_", "pinr_"),
        valid=has_kinds,
        entropy=3.7,
    ),
    Detector(
        "lichess-token",
        "Lichess",
        "personal access token",
        r"li[po]_\w{16,60}",
        "lip_<alnum:20>",
        "https://lichess.org/account/oauth/token",
        "https://lichess.org/api",
        needles=("lip_", "lio_"),
        valid=has_kinds,
        entropy=3.3,
        severity="high",
    ),
    Detector(
        "yandex-oauth-token",
        "Yandex",
        "OAuth token",
        r"y[0-3]_[\w-]{50,70}",
        "y0_<word:56>",
        "https://oauth.yandex.com/",
        "https://yandex.cloud/en/docs/iam/concepts/authorization/oauth-token",
        needles=("y0_", "y1_", "y2_", "y3_"),
        valid=has_kinds,
        entropy=3.7,
    ),
    Detector(
        "adobe-client-secret",
        "Adobe",
        "client secret",
        r"p8e-[\w-]{32}",
        "p8e-<alnum:32>",
        "https://developer.adobe.com/console",
        GITLEAKS + "adobe.go",
        needles=("p8e-",),
        valid=has_digit_and_letter,
        entropy=3.3,
    ),
    Detector(
        "ebay-client-secret",
        "eBay",
        "client secret",
        "PRD-[0-9a-f]{8,12}(?:-[0-9a-f]{4}){3}-[0-9a-f]{4,12}",
        "PRD-<hex:12>-<hex:4>-<hex:4>-<hex:4>-<hex:4>",
        "https://developer.ebay.com/my/keys",
        BETTERLEAKS + "ebay.go",
        needles=("PRD-",),
        entropy=2.8,
    ),
    Detector(
        "intra42-client-secret",
        "42",
        "client secret",
        "s-s4t2(?:ud|af)-[0-9a-f]{64}",
        "s-s4t2ud-<hex:64>",
        "https://profile.intra.42.fr/oauth/applications",
        GITLEAKS + "intra42.go",
        needles=("s-s4t2ud-", "s-s4t2af-"),
        severity="high",
    ),
    Detector(
        "zoho-token",
        "Zoho",
        "access or refresh token",
        r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}",
        "1000.<hex:32>.<hex:32>",
        "https://accounts.zoho.com/home#sessions/connectedapps",
        KINGFISHER + "zohocrm.yml",
        needles=("1000.",),
        entropy=3.0,
    ),
)

IDENTITY = (
    Detector(
        "okta-token",
        "Okta",
        "API token",
        r"00[\w-]{40}",
        "00<word:38><digits:2>",
        "https://developer.okta.com/docs/guides/create-an-api-token/main/",
        GITLEAKS + "okta.go",
        near=("okta", "ssws"),
        valid=has_kinds,
        entropy=4.0,
        env="OKTA_API_TOKEN",
    ),
    Detector(
        "auth0-client-secret",
        "Auth0",
        "client secret",
        r"[\w-]{64,80}",
        "<word:62><digits:2>",
        "https://manage.auth0.com/",
        KINGFISHER + "auth0.yml",
        near=("auth0",),
        valid=has_kinds,
        entropy=4.5,
        severity="high",
        env="AUTH0_CLIENT_SECRET",
    ),
    Detector(
        "salesforce-token",
        "Salesforce",
        "access token",
        r"00D[A-Za-z0-9]{12}!AQ[A-Za-z0-9._-]{78,260}",
        "00D<alnum:12>!AQ<word:94>",
        "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_revoke_token.htm",
        BETTERLEAKS + "salesforce.go",
        inside=("!AQ",),
        entropy=4.0,
        env="SF_ACCESS_TOKEN",
    ),
    Detector(
        "salesforce-consumer-key",
        "Salesforce",
        "consumer key",
        r"3MVG[A-Za-z0-9_.]{60,200}",
        "3MVG9<alnum:80>",
        "https://help.salesforce.com/s/articleView?id=sf.connected_app_rotate_consumer_details.htm",
        CREDSWEEPER,
        needles=("3MVG",),
        entropy=4.0,
        severity="medium",
    ),
    Detector(
        "tailscale-key",
        "Tailscale",
        "key",
        r"tskey-(?:api|auth|client|scim|webhook)-[0-9A-Za-z_]{6,40}(?:CNTRL)?-[0-9A-Za-z_]{10,60}|tskey-[0-9a-f]{20,40}",
        "tskey-api-<alnum:11>CNTRL-<alnum:32>",
        "https://login.tailscale.com/admin/settings/keys",
        "https://tailscale.com/kb/1277/key-prefixes",
        needles=("tskey-",),
        valid=has_digit_and_letter,
        entropy=3.3,
        env="TS_AUTHKEY",
    ),
    Detector(
        "ngrok-token",
        "ngrok",
        "auth token or API key",
        "[0-9A-Za-z]{25,30}_[0-9][0-9A-Za-z]{20}|(?:cr|ak)_[0-9A-Za-z]{25,30}",
        "<alnum:27>_<digits:1><alnum:20>",
        "https://dashboard.ngrok.com/get-started/your-authtoken",
        KINGFISHER + "ngrok.yml",
        near=("ngrok",),
        valid=has_kinds,
        entropy=4.0,
        severity="high",
        env="NGROK_AUTHTOKEN",
    ),
    Detector(
        "defined-networking-token",
        "Defined Networking",
        "API token",
        r"dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52}",
        "dnkey-<base32:26>-<base32:52>",
        "https://admin.defined.net/",
        GITLEAKS + "definednetworking.go",
        needles=("dnkey-",),
        entropy=3.5,
    ),
    Detector(
        "authress-access-key",
        "Authress",
        "service client access key",
        r"(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\.[A-Za-z0-9]{4,6}\.(?:acc)[_-][A-Za-z0-9-]{10,32}\.[\w+/=-]{30,120}",
        "sc_<alnum:22>.<alnum:4>.acc-<lower+digits:14>.<alnum:64>",
        "https://authress.io/app/#/settings?focus=clients",
        GITLEAKS + "authress.go",
        needles=("sc_", "ext_", "scauth_", "authress_"),
        entropy=4.0,
    ),
)

OTHERS = (
    ("nytimes-key", "The New York Times", r"[\w-]{32}", "<alnum:30><digits:2>", "https://developer.nytimes.com/my-apps",
     GITLEAKS + "nytimes.go", ("nytimes", "new-york-times", "newyorktimes", "nyt_api")),
    ("bitly-token", "Bitly", "[0-9a-f]{40}", "<hex:40>", "https://app.bitly.com/settings/api/",
     BETTERLEAKS + "bitly.go", ("bitly",)),
    ("cloudinary-secret", "Cloudinary", r"[A-Za-z0-9]{32}|[\w-]{27}", "<alnum:25><digits:2>",
     "https://console.cloudinary.com/settings/api-keys", BETTERLEAKS + "cloudinary.go", ("cloudinary",)),
    ("eventbrite-token", "Eventbrite", "[0-9A-Z]{20}", "<upper+digits:18><digits:2>",
     "https://www.eventbrite.com/platform/api-keys",
     KINGFISHER + "eventbrite.yml", ("eventbrite",)),
    ("todoist-token", "Todoist", "[0-9a-f]{40}", "<hex:40>",
     "https://app.todoist.com/app/settings/integrations/developer", KINGFISHER + "todoist.yml", ("todoist",)),
    ("pushbullet-token", "Pushbullet", r"o\.[A-Za-z0-9]{32}|[A-Za-z0-9]{32}", "<alnum:30><digits:2>",
     "https://www.pushbullet.com/#settings/account", KINGFISHER + "pushbullet.yml", ("pushbullet",)),
    ("last-fm-key", "Last.fm", "[0-9a-f]{32}", "<hex:32>", "https://www.last.fm/api/accounts", "",
     ("lastfm", "last.fm", "pylast")),
    ("bugsnag-key", "Bugsnag", UUID + "|[0-9a-f]{32}", "<hex:32>", "https://app.bugsnag.com/settings/",
     KINGFISHER + "bugsnag.yml", ("bugsnag",)),
    ("opsgenie-key", "Opsgenie", UUID, "<uuid>", "https://app.opsgenie.com/settings/api-key-management",
     KINGFISHER + "opsgenie.yml", ("opsgenie", "geniekey")),
    ("splunk-token", "Splunk", UUID, "<uuid>",
     "https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector",
     KINGFISHER + "splunk.yml", ("splunk",)),
    ("jenkins-token", "Jenkins", "[0-9a-f]{32,36}", "<hex:34>", "https://www.jenkins.io/doc/book/security/",
     KINGFISHER + "jenkins.yml", ("jenkins_api", "jenkins_token", "jenkins-crumb", "jenkins_key", "jenkins-token")),
    ("webflow-token", "Webflow", "[0-9a-f]{64}", "<hex:64>", "https://webflow.com/dashboard/account/integrations",
     KINGFISHER + "webflow.yml", ("webflow",)),
)  # fmt: skip


def _other(row: tuple[str, str, str, str, str, str, tuple[str, ...]]) -> Detector:
    name, provider, pattern, example, rotate, source, near = row
    return Detector(
        name,
        provider,
        "key",
        pattern,
        example,
        rotate,
        source,
        near=near,
        valid=has_digit_and_letter,
        entropy=2.5 if "a-f" in pattern else 3.0,
        severity="high",
        opt_in=not source,
    )


DETECTORS = (*REQUESTS, *NETWORKS, *IDENTITY, *map(_other, OTHERS))
