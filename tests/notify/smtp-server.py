"""A mail server for tests: prints one JSON line for each mail it takes.

usage: smtp-server.py PORT plain|starttls|tls [CERT KEY [USER PASSWORD]]

Mail to busy@ gets 450, to nobody@ 550; drop@ loses its connection after the data.
"""
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, mode, *rest = sys.argv[1:]
cert, key, user, password = (rest + [None] * 4)[:4]
context = None
if mode != "plain":
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("busy@"):
            return "450 4.2.1 mailbox busy"
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("drop@"):
            server.transport.abort()
            return "421 gone"
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or mode == "tls",
            "peer": session.peer[1],
            "user": session.authenticated,
            "content": envelope.content.decode(),
        }
        print("MAIL " + json.dumps(mail), flush=True)
        return "250 OK queued as 4711"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and data.login == user.encode()
    return AuthResult(success=good and data.password == password.encode(), handled=False)


async def main():
    options = {"enable_SMTPUTF8": True}
    if user:
        options |= {"authenticator": authenticate, "auth_required": True}
        options |= {"auth_require_tls": mode == "starttls"}
    if mode == "starttls":
        options |= {"tls_context": context}
    loop = asyncio.get_running_loop()
    tls = context if mode == "tls" else None
    server = await loop.create_server(
        lambda: SMTP(Handler(), **options), "127.0.0.1", int(port), ssl=tls
    )
    print("READY", flush=True)
    await server.serve_forever()


asyncio.run(main())
