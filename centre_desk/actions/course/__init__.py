"""Acts on course sessions: planning, the timetable, enrolments, and how a session runs."""
