import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { clientAddress, networkOf } from './clientAddress.ts';

const of = (ip: string | undefined, remoteAddress?: string) =>
  clientAddress({ ip, socket: { remoteAddress } } as unknown as Request);

describe("a client's address", () => {
  it('is one address in one form, whatever a proxy wrote around it', () => {
    expect(of('203.0.113.7')).toBe('203.0.113.7');
    expect(of('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(of('203.0.113.7:51234')).toBe('203.0.113.7');
    expect(of('[2001:DB8::7]:51234')).toBe('2001:db8::7');
    expect(of('fe80::1%eth0')).toBe('fe80::1');
  });

  it('is that of the connection, or none, where what was forwarded is none', () => {
    expect(of('unknown', '::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(of('<script>', '10.0.0.1')).toBe('10.0.0.1');
    expect(of(undefined)).toBeNull();
  });

  it('counts for the whole network of an IPv6 address (S3)', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:0001:2::9')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('64:ff9b::203.0.113.7')).toBe('64:ff9b:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf(null)).toBe('unknown');
  });
});
