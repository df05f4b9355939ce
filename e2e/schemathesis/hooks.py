"""Gives each request an address of its own.

After ten wrong keys an address has to wait and gets 429. Schemathesis shows a wrong key to every
operation and wants 401 for each. The server reads the address from the header because the run sets
server.forward-headers-strategy.
"""

import itertools

import schemathesis

# not from random, which hypothesis seeds anew for each test
numbers = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(numbers)
    case.headers["X-Forwarded-For"] = f"198.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
