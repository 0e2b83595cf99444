(* SPDX-License-Identifier: MIT
 *
 * Two small things Frama-C lacks, loaded by tools/prove.py.
 *
 * avr8: the machine model of the ATmega328P as avr-gcc sees it. Frama-C ships no AVR; gcc_x86_16 has the 16-bit int
 * but 32-bit pointers and aligned fields.
 *
 * audit: what a proof run rests on, read from the syntax tree and not from the text: functions and whether they have
 * a contract, its clauses, axioms, admitted clauses, undefined logic, loops without a variant. One line each, tab-separated, into
 * the file named by THIMBLE_AUDIT; prove.py compares them with what it allows. *)

open Cil_types

let avr8 =
  { Machdeps.gcc_x86_16 with
    sizeof_ptr = 2; sizeof_float = 4; sizeof_double = 4; sizeof_longdouble = 4; sizeof_longlong = 8;
    alignof_short = 1; alignof_int = 1; alignof_long = 1; alignof_longlong = 1; alignof_ptr = 1;
    alignof_float = 1; alignof_double = 1; alignof_longdouble = 1; alignof_str = 1; alignof_fun = 1;
    alignof_aligned = 1; underscore_name = false; version = "avr-gcc, ATmega328P" }

let () = File.new_machdep "avr8" avr8

let line out kind name ((position, _) : location) =
  Printf.fprintf out "%s\t%s\t%s\t%d\n" kind name
    (Filepath.Normalized.to_pretty_string position.Filepath.pos_path) position.Filepath.pos_lnum

let has_assigns behavior = behavior.b_assigns <> WritesAny

(* A function that writes nothing and returns nothing is told completely by its assigns. *)
let has_contract kf spec =
  let behaviors = spec.spec_behavior in
  let silent = Cil.isVoidType (Kernel_function.get_return_type kf) in
  let pure = List.exists (fun b -> b.b_assigns = Writes []) behaviors in
  List.exists has_assigns behaviors
  && (List.exists (fun b -> b.b_post_cond <> []) behaviors || (silent && pure))

let digest text = String.sub (Digest.to_hex (Digest.string text)) 0 12

(* Each clause of a contract by the sum of its text, so that one that is believed here can be found where it is
 * proved. `requires feature: ...` marks a function that some profiles do without. *)
let audit_contract out name at spec =
  let clause kind label text = line out kind (String.concat " " [name; digest text; label]) at in
  let predicate kind label p =
    let statement = p.ip_content.tp_statement in
    let labels = statement.pred_name in
    if kind = "requires" && List.mem "feature" labels then line out "feature" name at;
    clause kind (if List.mem "placed" labels then "placed" else "-")
      (label ^ Format.asprintf "%a" Printer.pp_predicate statement) in
  List.iter (fun b ->
      let assumes = List.map (fun p -> Format.asprintf "%a" Printer.pp_identified_predicate p) b.b_assumes in
      let when_ = String.concat " && " assumes ^ " | " in
      List.iter (predicate "requires" when_) b.b_requires;
      List.iter (fun (_, p) -> predicate "promises" when_ p) b.b_post_cond;
      clause "promises" "-" (when_ ^ Format.asprintf "%a" Printer.pp_assigns b.b_assigns))
    spec.spec_behavior

let audit_function out kf =
  let name = Kernel_function.get_name kf in
  let at = Kernel_function.get_location kf in
  let spec = Annotations.funspec ~populate:false kf in
  if not (Cil_builtins.is_builtin (Kernel_function.get_vi kf)) then audit_contract out name at spec;
  if Kernel_function.is_definition kf then begin
    line out "function" name at;
    if not (has_contract kf spec) then line out "bare" name at
  end else if not (Cil_builtins.is_builtin (Kernel_function.get_vi kf)) then
    line out "assumed" name at

let is_undefined = function LBnone | LBreads _ -> true | _ -> false

class auditor out = object
  inherit Visitor.frama_c_inplace

  method! vannotation = function
    | Dlemma (name, _, _, p, _, at) ->
      line out (if p.tp_kind = Admit then "axiom" else "lemma") name at; Cil.DoChildren
    | Dfun_or_pred (info, at) when is_undefined info.l_body ->
      line out "undefined" info.l_var_info.lv_name at; Cil.DoChildren
    | _ -> Cil.DoChildren

  method! vglob_aux = function
    | GFunDecl (_, vi, at) when vi.vdefined -> line out "declared" vi.vname at; Cil.DoChildren
    | _ -> Cil.DoChildren

  method! videntified_predicate p =
    if p.ip_content.tp_kind = Admit then line out "admit" "clause" p.ip_content.tp_statement.pred_loc;
    Cil.DoChildren

  method! vcode_annot annotation =
    (match annotation.annot_content with
     | (AAssert (_, p) | AInvariant (_, _, p)) when p.tp_kind = Admit ->
       line out "admit" "annotation" p.tp_statement.pred_loc
     | _ -> ());
    Cil.DoChildren

  method! vstmt_aux statement =
    (match statement.skind with
     | Loop (_, _, at, _, _) ->
       let variant a = match a.annot_content with AVariant _ -> true | _ -> false in
       if not (List.exists variant (Annotations.code_annot statement)) then line out "endless" "loop" at
     | Instr (Asm (_, _, _, at)) -> line out "assembler" "statement" at
     | _ -> ());
    Cil.DoChildren
end

let main () =
  match Sys.getenv_opt "THIMBLE_AUDIT" with
  | None -> ()
  | Some path ->
    let out = open_out path in
    Globals.Functions.iter (audit_function out);
    Visitor.visitFramacFileSameGlobals (new auditor out) (Ast.get ());
    output_string out "end\t\t\t0\n";
    close_out out

let () = Db.Main.extend main
