(* SPDX-License-Identifier: MIT
 *
 * What Eva did not reach, for tools/proof_eva.py: one line each, tab-separated, into the file named by THIMBLE_REACHED.
 *
 *   edge      function file line side   a statement that is not reached behind one that is, mostly an `if`
 *   constant  function file line side   the same, and the condition is a number in this profile
 *   reached   function file line        a function that was analysed
 *   total     reached statements/all statements of the functions analysed *)

open Cil_types

let out = ref stdout

let say kind name (position, _) what =
  Printf.fprintf !out "%s\t%s\t%s\t%d\t%s\n" kind name
    (Filepath.Normalized.to_pretty_string position.Filepath.pos_path) position.Filepath.pos_lnum what

let constant e = Cil.constFoldToInt ~machdep:true e <> None

let same a b = a.sid = b.sid

(* Which way the line does not go. *)
let side yes target = match yes.bstmts with first :: _ when same first target -> "" | _ -> "not: "

let edge name before after =
  match before.skind with
  | If (e, yes, _, at) -> say (if constant e then "constant" else "edge") name at (side yes after)
  | _ -> say "edge" name (Cil_datatype.Stmt.loc after) "behind: "

let statements = ref 0
let reached = ref 0


let analysed f =
  let name = f.svar.vname in
  List.iter (fun s ->
      incr statements;
      if Db.Value.is_reachable_stmt s then begin
        incr reached;
        List.iter (fun next -> if not (Db.Value.is_reachable_stmt next) then edge name s next) s.succs
      end) f.sallstmts

let each kf =
  if Kernel_function.is_definition kf then begin
    let f = Kernel_function.get_definition kf in
    let name = Kernel_function.get_name kf and at = Kernel_function.get_location kf in
    if !Db.Value.is_called kf then (say "reached" name at ""; analysed f)
  end

let main () =
  match Sys.getenv_opt "THIMBLE_REACHED" with
  | Some path when Db.Value.is_computed () ->
    out := open_out path;
    Globals.Functions.iter each;
    Printf.fprintf !out "total\t%d/%d\t\t0\t\n" !reached !statements;
    close_out !out
  | _ -> ()

let () = Db.Main.extend main
