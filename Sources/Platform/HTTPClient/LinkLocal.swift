import Glibc

/// Addresses that reach no further than the next link: 169.254.0.0/16 and fe80::/10. Clouds serve
/// credentials of the machine there, to whoever can make it send a request; with them belong
/// fd00:ec2::254 and 100.100.100.200, which two clouds use for it.
enum LinkLocal {
  /// - Parameter address: a `sockaddr`.
  static func contains(_ address: UnsafeRawPointer, length: Int) -> Bool {
    let family = Int32(address.load(as: sockaddr.self).sa_family)
    if family == AF_INET, length >= MemoryLayout<sockaddr_in>.size {
      return isV4(Array(bytes(of: address.load(as: sockaddr_in.self).sin_addr)))
    }
    if family == AF_INET6, length >= MemoryLayout<sockaddr_in6>.size {
      return isV6(Array(bytes(of: address.load(as: sockaddr_in6.self).sin6_addr)))
    }
    return false
  }

  static func isV4(_ octets: [UInt8]) -> Bool {
    octets.starts(with: [169, 254]) || octets == [100, 100, 100, 200]
  }

  static func isV6(_ octets: [UInt8]) -> Bool {
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    if octets.starts(with: mapped) { return isV4(Array(octets[12...])) }
    if octets[0] == 0xfe, octets[1] & 0xc0 == 0x80 { return true }
    return octets.starts(with: [0xfd, 0x00, 0x0e, 0xc2]) && octets.suffix(2) == [0x02, 0x54]
  }

  /// socket(2), closed on exec.
  static func socket(_ family: Int32, _ type: Int32, _ proto: Int32) -> Int32 {
    Glibc.socket(family, type | Int32(SOCK_CLOEXEC.rawValue), proto)
  }

  private static func bytes<Value>(of value: Value) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }
}
