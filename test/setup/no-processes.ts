// Setup of unit tests: starting a process or opening a socket fails, wherever the call stands.
import { ChildProcess } from 'node:child_process';
import { Socket as DatagramSocket } from 'node:dgram';
import { Server, Socket } from 'node:net';

function refuse(): never {
  throw new Error('a unit test starts no process and opens no socket: name its file *.live.test.ts');
}

Object.assign(ChildProcess.prototype, { spawn: refuse });
Object.assign(DatagramSocket.prototype, { bind: refuse, send: refuse, connect: refuse });
Object.assign(Server.prototype, { listen: refuse });
Object.assign(Socket.prototype, { connect: refuse });
