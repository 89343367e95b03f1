"""Whether the signature of a mail is good: verify.py MAIL KEY, where KEY is what the sender's domain would publish."""

import sys

import dkim

mail, key = open(sys.argv[1], "rb").read(), sys.argv[2].encode()
asked = []


def look_up(name, timeout=5):
    asked.append(name)
    return key


judge = dkim.DKIM(mail, minkey=1024)
if not judge.verify(dnsfunc=look_up):
    sys.exit("the signature is not good")
print(asked[0].decode(), ":".join(name.decode().lower() for name, _ in judge.signed_headers))
