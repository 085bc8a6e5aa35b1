"""Deeds on concepts, by what they change."""

from quartierwerk.concepts.actions.goals import remove_goal, save_goal
from quartierwerk.concepts.actions.imports import assign_columns, take_over
from quartierwerk.concepts.actions.measures import (
    add_photo,
    place_measure,
    plan_money,
    remove_measure,
    remove_photo,
    save_measure,
)
from quartierwerk.concepts.actions.resolutions import record_step, release, resolve, withdraw
from quartierwerk.concepts.actions.texts import analyse_field, begin_concept, write_chapter

__all__ = [
    "add_photo",
    "analyse_field",
    "assign_columns",
    "begin_concept",
    "place_measure",
    "plan_money",
    "record_step",
    "release",
    "remove_goal",
    "remove_measure",
    "remove_photo",
    "resolve",
    "save_goal",
    "save_measure",
    "take_over",
    "withdraw",
    "write_chapter",
]
