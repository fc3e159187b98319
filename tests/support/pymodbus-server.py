"""A Modbus TCP server by pymodbus, an implementation that is not ours.

The one argument is JSON:
    {"port": 0, "missing": "silent" | "exception",
     "units": {"1": {"holding": {"16": [1, 2]}, "input": {}, "coil": {}, "discrete": {}}}}
Only the addresses given exist; any other is answered with exception 2. Port 0: a free one.
Prints `listening on PORT` and serves 127.0.0.1 until it is ended.
"""
import asyncio
import json
import logging
import sys

from pymodbus.datastore import (
    ModbusServerContext,
    ModbusSlaveContext,
    ModbusSparseDataBlock,
)
from pymodbus.server.async_io import ModbusTcpServer


def block(values):
    return ModbusSparseDataBlock({int(at): list(run) for at, run in values.items()})


def slave(tables):
    return ModbusSlaveContext(
        hr=block(tables.get("holding", {})),
        ir=block(tables.get("input", {})),
        co=block(tables.get("coil", {})),
        di=block(tables.get("discrete", {})),
        zero_mode=True,
    )


async def serve(options):
    units = {int(unit): slave(tables) for unit, tables in options["units"].items()}
    server = ModbusTcpServer(
        ModbusServerContext(slaves=units, single=False),
        address=("127.0.0.1", options.get("port", 0)),
        allow_reuse_address=True,
        ignore_missing_slaves=options.get("missing", "silent") == "silent",
    )
    serving = asyncio.ensure_future(server.serve_forever())
    await server.serving
    port = server.server.sockets[0].getsockname()[1]
    print(f"listening on {port}", flush=True)
    await serving


logging.disable(logging.CRITICAL)
asyncio.run(serve(json.loads(sys.argv[1])))
