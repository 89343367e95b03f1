"""Two mail hosts that want a password and an encrypted line: hosts.py CERTIFICATE KEY FOLDER.

One is encrypted from the first byte, one from STARTTLS on. Prints both ports, keeps each mail as a file in FOLDER, and goes
when it is killed.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

certificate, key, folder = sys.argv[1:4]


class Keep:
    count = 0

    async def handle_DATA(self, server, session, envelope):
        Keep.count += 1
        who = session.auth_data.login.decode() if session.auth_data else "nobody"
        pathlib.Path(folder, f"{Keep.count:04}-{who}.eml").write_bytes(envelope.content)
        return "250 kept"


def known(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"hearten", b"open sesame")
    return AuthResult(success=good, auth_data=data if good else None)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.get_running_loop()

    def first():
        # The line is encrypted below this, which the class does not see.
        return SMTP(Keep(), authenticator=known, auth_required=True, auth_require_tls=False, loop=loop)

    def then():
        return SMTP(Keep(), tls_context=context, require_starttls=True, authenticator=known, auth_required=True, loop=loop)

    hosts = [
        await loop.create_server(first, "127.0.0.1", 0, ssl=context),
        await loop.create_server(then, "127.0.0.1", 0),
    ]
    print(*(host.sockets[0].getsockname()[1] for host in hosts), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
