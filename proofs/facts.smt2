; SPDX-License-Identifier: MIT
; Each axiom of proofs/facts.h once more, negated, for Z3 alone: integers with mod, or 64-bit vectors where the
; operands are below 2^32, so that no sum, shift or product of the fact leaves 64 bits.
; prove.py runs each section by itself and demands "unsat": no counterexample exists.

; fact wrap_down_u16
(declare-const x Int)
(assert (<= 65536 x)) (assert (< x 131072))
(assert (not (= (mod x 65536) (- x 65536))))

; fact wrap_up_u16
(declare-const x Int)
(assert (<= (- 65536) x)) (assert (< x 0))
(assert (not (= (mod x 65536) (+ x 65536))))

; fact wrap_down_u32
(declare-const x Int)
(assert (<= 4294967296 x)) (assert (< x 8589934592))
(assert (not (= (mod x 4294967296) (- x 4294967296))))

; fact wrap_up_u32
(declare-const x Int)
(assert (<= (- 4294967296) x)) (assert (< x 0))
(assert (not (= (mod x 4294967296) (+ x 4294967296))))

; fact u16_of_u32
(declare-const x Int)
(assert (< (mod x 4294967296) 65536))
(assert (not (= (mod x 65536) (mod x 4294967296))))

; fact shift_8
(declare-const x (_ BitVec 64))
(assert (bvult x #x0000000100000000))
(assert (not (= (bvshl x #x0000000000000008) (bvmul x #x0000000000000100))))

; fact shift_16
(declare-const x (_ BitVec 64))
(assert (bvult x #x0000000100000000))
(assert (not (= (bvshl x #x0000000000000010) (bvmul x #x0000000000010000))))

; fact shift_small
(declare-const x (_ BitVec 64)) (declare-const n (_ BitVec 64))
(assert (bvult x #x0000000000010000)) (assert (bvule n #x000000000000000f))
(assert (not (bvule (bvshl x n) #x000000007fff8000)))

; fact or_8
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000000100))
(assert (= (bvurem high #x0000000000000100) #x0000000000000000))
(assert (not (= (bvor high low) (bvadd high low))))

; fact or_16
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000010000))
(assert (= (bvurem high #x0000000000010000) #x0000000000000000))
(assert (not (= (bvor high low) (bvadd high low))))

; fact shift_8_or
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000000100))
(assert (not (= (bvor (bvshl high #x0000000000000008) low) (bvadd (bvmul high #x0000000000000100) low))))

; fact or_8_swapped
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000000100))
(assert (= (bvurem high #x0000000000000100) #x0000000000000000))
(assert (not (= (bvor low high) (bvadd high low))))

; fact or_16_swapped
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000010000))
(assert (= (bvurem high #x0000000000010000) #x0000000000000000))
(assert (not (= (bvor low high) (bvadd high low))))

; fact shift_8_or_swapped
(declare-const high (_ BitVec 64)) (declare-const low (_ BitVec 64))
(assert (bvult high #x0000000100000000)) (assert (bvult low #x0000000000000100))
(assert (not (= (bvor low (bvshl high #x0000000000000008)) (bvadd (bvmul high #x0000000000000100) low))))
